// An activation's curve: the reader walks along it. The line under the hand moves at once; the ring, which
// says the answer, and the slope follow as Python has computed them.

import { put, resized, tag } from "./dom.js";
import { struck } from "./labels.js";
import { hands, way } from "./pointer.js";
import { el, round, safe } from "./svg.js";

/** @import { BendValues, Place, View } from "./types" */

export default (/** @type {View<BendValues>} */ { root, el: place, part, signal, repaint }) => {
  place.classList.add("nnlab-bend");
  const drawing = tag("div", { "aria-hidden": "true" });
  const handle = tag("div", { class: "nnlab-bend-handle", role: "slider", tabindex: "0", "aria-valuemin": "-5", "aria-valuemax": "5" });
  const frame = tag("div", { class: "nnlab-bend-frame", role: "group" }, drawing, handle);
  root.append(frame);
  resized(root, signal, repaint);
  const id = `bend${`${Math.random()}`.slice(2)}`;
  let w = 1, h = 1, f = 1, moved = false, first = NaN; // first: z where it opened
  /** @type {number | null} */
  let hand = null; // the z under a hand

  const at = ([x, y]) => {
    const [x0, x1, y0, y1] = part.values.bounds;
    return [round(((x - x0) / (x1 - x0)) * w), round((1 - (y - y0) / (y1 - y0)) * h)];
  };
  const path = (points, look) => el("path", { d: `M${points.map((point) => at(point).join(",")).join("L")}`, class: look });
  const words = (x, y, text, look, anchor = "middle") => el("text", { x: round(x), y: round(y), class: look, "text-anchor": anchor, "font-size": round(14.5 * f) }, safe(text));
  const line = (x1, y1, x2, y2, look) => el("line", { x1, y1, x2, y2, class: look });

  // Which side the answer is on, from left to right.
  function ground(tones) {
    const stops = tones.map((tone, k) => el("stop", { offset: round(k / (tones.length - 1)), style: `stop-color: color-mix(in srgb, var(--nnlab-${tone < 0 ? "negative" : "positive"}) ${round(Math.abs(tone) * 34)}%, var(--nnlab-paper))` }));
    return el("defs", {}, el("linearGradient", { id }, stops.join(""))) + el("rect", { width: w, height: h, fill: `url(#${id})` });
  }

  function axes([xs, ys]) {
    const [x0, x1] = part.values.bounds, low = h - 9 * f;
    let marks = xs.map(([x, label]) => { const [px] = at([x, 0]); return line(px, 0, px, h, "grid") + words(px, low, label, ""); }).join("");
    const curves = [...part.values.curve, ...part.values.slopes].map((piece) => /** @type {Place[]} */ (piece.map(at)));
    marks += ys.map(([y, label]) => { // over its line, or under it where a curve runs over that
      const [, py] = at([x0, y]), free = [-5, 17].find((by) => !curves.some((curve) => struck([20 * f, py + (by - 5) * f], [14 * f, 9 * f], curve)));
      return line(0, py, w, py, y === 0 ? "zero" : "grid") + words(9, py + (free ?? 17) * f, label, free === undefined ? "halo" : "", "start");
    }).join("");
    return marks + words(at([x1, 0])[0] - 12, low, "z", "name", "end");
  }

  // Of these places, [left, baseline], the first at which so wide and so many lines of words keep clear of the drawn lines.
  function clear(/** @type {Place[]} */ places, text, rows = 1) {
    const { curve, slopes, tangent } = part.values, wide = 7.6 * f * text.length, half = [wide / 2, 9 * f * rows];
    const drawn = [...curve, ...slopes, tangent].map((piece) => /** @type {Place[]} */ (piece.map(at)));
    const free = ([x, y]) => x > 4 && x + wide < w - 4 && !drawn.some((line) => struck([x + wide / 2, y - 5 * f + 8.5 * f * (rows - 1)], half, line));
    return places.find(free) ?? places[0];
  }

  // A step of 1 along, and how far the answer goes up with it.
  function triangle(/** @type {Place[]} */ [from, corner, end], rise) {
    const [x0, y0] = at(from), [x1, y1] = at(corner), [, y2] = at(end), side = rise[0] === "+" ? "positive" : rise[0] === "\u2212" ? "negative" : "flat";
    const fill = el("path", { d: `M${x0},${y0}L${x1},${y1}L${x1},${y2}Z`, class: "triangle" });
    const lies = Math.abs(y1 - y2) < 26 * f, beside = lies ? Math.min(y1, y2) - 14 * f : (y1 + y2) / 2 + 5 * f;
    const anchor = lies ? "middle" : "start", middle = (y1 + y2) / 2 + 5 * f;
    const [place, up] = lies ? [x1, beside] : clear([[x1 + 9 * f, beside], [x1 + 9 * f, middle + 12 * f], [x1 + 9 * f, y1 + 22 * f], [x1 + 9 * f, y2 - 30 * f]], "for each 1", 2);
    const each = Math.abs(end[0] - from[0] - 1) < 0.01 && !lies ? words(place, up + 17 * f, "for each 1", "halo", anchor) : "";
    return [fill, line(x0, y0, x1, y1, "run") + line(x1, y1, x1, y2, `rise ${side}`) + each + words(place, up, rise, `halo rise ${side}`, anchor)];
  }

  // Where the slope's own curve is now, and how high.
  function steepness([z, slope, said]) {
    const [x, y] = at([z, slope]), text = `slope ${said}`, wide = 7.6 * f * text.length;
    const room = Math.hypot(x - at(part.values.at)[0], y - at(part.values.at)[1]) > 44 * f, low = y > h - 50 * f ? -10 * f : 17 * f, high = low < 0 ? 17 * f : -10 * f;
    const [left, base] = clear([[x + 11 * f, y + low], [x - 11 * f - wide, y + low], [x + 11 * f, y + high], [x - 11 * f - wide, y + high]], text);
    const beside = room ? words(left, base, text, "halo steep", "start") : "";
    return el("circle", { cx: x, cy: y, r: round(5.5 * f), class: "dot" }) + beside;
  }

  function paint() {
    const { tones, ticks, curve, slopes, at: here, tangent, triangle: three, rise, steep, name, text } = part.values;
    if (!root.clientWidth || !root.isConnected || !curve.length) return;
    w = root.clientWidth;
    h = root.clientHeight > 80 ? root.clientHeight : w * 0.8;
    f = Math.min(Math.max(Math.min(w / 560, h / 460), 0.92), 1.5);
    if (isNaN(first)) first = here[0];
    moved ||= here[0] !== first; // by a slider, too: the cue has done its work
    const [x, y] = at(here), [hx] = at([hand ?? here[0], 0]), seen = Math.abs(here[0]) <= 5;
    const end = slopes.at(-1)?.at(-60), [lx, ly] = end ? at(end) : [0, 0], label = end && (!steep.length || Math.abs(lx - at([steep[0], 0])[0]) > 100 * f);
    const [fill, sides] = three.length ? triangle(three, rise) : ["", ""];
    const inside = ground(tones) + axes(ticks)
      + slopes.map((piece) => path(piece, "slopes")).join("") + (label ? words(lx, ly - 9 * f, "its slope", "soft halo") : "")
      + fill + line(hx, 0, hx, h - 26 * f, "here") + curve.map((piece) => path(piece, "casing") + path(piece, "curve")).join("")
      + sides + (tangent.length ? path(tangent, "tangent") : "")
      + (seen ? el("circle", { cx: x, cy: y, r: round(11 * f), class: "ring" }) : "") + (moved && steep.length ? steepness(steep) : ""); // what it draws is seen as it draws
    drawing.innerHTML = el("svg", { viewBox: `0 0 ${w} ${h}`, width: w, height: h }, inside + words(40 * f, 24 * f, `${name}(z)`, "name", "start"));
    put(frame, { "aria-label": text });
    put(handle, { left: x, top: y, hidden: !seen, ".nnlab-bend-cue": !moved, ".nnlab-bend-right": x < (w < 420 ? 120 : 220), ".nnlab-bend-narrow": w < 420, "aria-label": "z, along the curve", "aria-valuenow": String(here[0]), "aria-valuetext": text });
  }

  hands(frame, drawing, signal, {
    pick([px, py], event) {
      const [x, y] = at(part.values.at), near = event.pointerType === "touch" ? 44 : 30;
      if (Math.hypot(px - x, py - y) > near && Math.abs(px - x) > 12) return null;
      handle.focus({ preventScroll: true });
      return { held: true, from: part.values.at[0] };
    },
    drag(phase, [dx], { from }) {
      const [x0, x1] = part.values.bounds, x = phase === "cancel" ? from : Math.min(Math.max(from + (dx / w) * (x1 - x0), x0), x1);
      hand = phase === "start" || phase === "move" ? x : null;
      moved = true;
      part.send({ type: "drag", x, phase }, phase === "move" ? "drag" : "event");
      repaint();
    },
    tap() {},
    hover: (spot) => (spot && Math.abs(spot[0] - at(part.values.at)[0]) < 20 ? "ew-resize" : ""),
  });
  handle.addEventListener("keydown", (event) => {
    const asked = way(event);
    if (!asked) return;
    moved = true;
    if (asked.end) part.send({ type: "drag", x: asked.end * 5, phase: "end" });
    else part.send({ type: "nudge", steps: asked.steps, big: asked.big });
  });
  return { paint };
};
