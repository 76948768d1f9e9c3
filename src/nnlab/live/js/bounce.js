// A walk to and fro on a curve of the loss over one weight. A hand takes hold of where the first step ends:
// that end is painted at once; where the others lead only Python says.

import { brush } from "./brush.js";
import { firstSeen, put, tag } from "./dom.js";
import { heightAt, limit } from "./geometry.js";
import { marks } from "./planemarks.js";
import { hands, REACH, way } from "./pointer.js";
import { STILL } from "./still.js";

const GLIDE = STILL ? 1 : 120; // ms from the hand's mark to Python's
const NARROW = 460; // px: below that the learning rate is smaller
const HEIGHTS = [0, 0.18, 0.42, 0.68, 1]; // of the relief's colours: the ground is cut here, as it's seen there from the side
const BREATH = STILL ? 1 : 900; // ms: the ring that asks to be taken, once

/** @import { BounceValues, Place, View } from "./types" */

export default (/** @type {View<BounceValues>} */ { part, root, el, signal, repaint }) => {
  el.classList.add("nnlab-bounce");
  const canvas = tag("canvas", { "aria-hidden": "true" }), frame = tag("div", { class: "nnlab-frame", role: "img" }, canvas);
  const grip = tag("button", { type: "button", class: "nnlab-spot nnlab-grip", role: "slider", "aria-label": "where the first step ends", "aria-valuemin": 0, "aria-valuemax": 1, "aria-valuenow": 0 });
  const parts = tag("div", { class: "nnlab-parts" }, grip);
  root.append(frame, parts);
  const b = brush(canvas, root, signal, repaint), { ink, pen } = b, draw = marks(b);
  const shown = firstSeen(canvas, signal, repaint, BREATH);
  let width = 0, ground = 0, hot = false, touched = false;
  /** @type {any} */
  let echo = null; // {x, until, free}: where the hand holds the first step's end, till Python has answered

  const at = ([x, y]) => { const [x0, x1, y0, y1] = part.values.bounds; return /** @type {Place} */ ([((x - x0) / (x1 - x0)) * width, ((y1 - y) / (y1 - y0)) * ground]); };
  const xOf = (px) => { const [x0, x1] = part.values.bounds; return x0 + (limit(px, 0, width) / width) * (x1 - x0); };
  // The end of the first step, on the curve.
  /** @returns {[number, number]} */
  function end() {
    const { path, curve } = part.values, [x, y] = path[1] ?? path[0];
    if (!echo) return [x, y];
    const here = echo.x + limit((performance.now() - echo.until) / GLIDE, 0, 1) * (x - echo.x);
    return [here, heightAt(curve, here) ?? y];
  }

  function paint() {
    if (performance.now() > echo?.until + GLIDE) echo = null;
    if (!b.look()) return;
    const breath = shown();
    if (echo?.until < Infinity || (asks() && breath > 0 && breath < 1)) repaint();
    const { curve, path, ticks, text } = part.values, { size, scale } = b;
    width = b.room;
    ground = b.high - Math.ceil(size * 2.2);
    b.clear(width, b.high);
    put(frame, { "aria-label": text });
    const line = curve.map(at);
    const earth = pen.createLinearGradient(0, ground, 0, 0);
    HEIGHTS.forEach((share, k) => earth.addColorStop(share, ink[`relief-${k}`]));
    b.fill(/** @type {any} */ (earth), () => pen.rect(0, 0, width, ground));
    b.fill(ink.paper, () => [...line, [width, 0], [0, 0]].forEach(([x, y], k) => pen[k ? "lineTo" : "moveTo"](x, y)));
    b.stroke([[0, ground], [width, ground]], ink.line, 1.5);
    for (const [x, label] of ticks) {
      const [px] = at([x, 0]);
      b.stroke([[px, ground], [px, ground + 5]], ink.soft, 1.5);
      if (px > size && px < width - size) b.text(label, px, ground + size * 1.3, "center");
    }
    b.stroke(line, ink.soft, 3 * scale);
    const places = path.map(at), last = places.length - 1, [start] = places;
    b.stroke([[width - start[0], start[1]], start], ink.ink, 2.4 * scale, { dash: [1, 6], cap: "round", alpha: 0.7 }); // as high as it began
    if (last > 0) places[1] = at(end());
    const once = path.every(([x], i) => i < 1 || Math.abs(x - path[1][0]) < 1e-6 * (part.values.bounds[1] - part.values.bounds[0]));
    for (let i = once ? 1 : last; i > 0; i--) b.stroke([places[i - 1], places[i]], ink.ink, (once || i === 1 ? 3 : 2) * scale, { alpha: once || i === 1 ? 1 : 0.28 + (0.62 * i) / last });
    for (const [x, y] of places.slice(2, -1)) b.dot(x, y, 4.4, ink.ink, ink.paper, 1.2);
    if (last > 1 && !once) b.dot(...places[last], 9, ink.ink, ink.paper, 2.4);
    b.dot(...start, 7, ink.paper, ink.ink, 2.8);
    b.halo("start", start[0] + 14 * scale, start[1] + 13 * scale, "left");
    label();
    if (last > 0) hold(places[1], breath);
  }
  // The learning rate, large in the valley's mouth, where hardly a walk comes.
  function label() {
    const { size } = b, { label: words } = part.values, middle = width / 2;
    if (!words) return;
    b.halo("learning rate", middle, size * 2, "center", { color: ink.soft });
    b.size = size * (width < NARROW ? 3 : 4.4);
    b.halo(words, middle, size * 2.8 + b.size * 0.6, "center", { weight: 700 });
    b.size = size;
  }
  const asks = () => part.values.cue && !touched && !b.gone;
  function hold([x, y], t) {
    const { scale, size } = b, { cue, text } = part.values;
    put(grip, { left: x, top: y, "aria-valuetext": text });
    if (hot && !b.gone) draw.disc(x, y, 22 * scale, ink.ink, 0.1);
    if (asks()) draw.cue([x, y], null, t, scale);
    draw.handle([x, y], ink.ink, null, scale);
    if (!asks()) return;
    const wide = b.wide(cue, 600) + 50 * scale, px = Math.max(6, Math.min(x + 30 * scale, (width - wide) / 2)); // between the walls
    const { path } = part.values, climbs = path[path.length - 1][1] > path[0][1]; // it's clear of the walk on the other side
    draw.pill(cue, px, y + (climbs ? 44 : -44) * scale, wide, size * 2.2, scale);
  }

  const near = ([px, py], type) => {
    const [x, y] = at(end());
    return Math.hypot(px - x, py - y) <= (REACH[type] ?? 16) + 8 ? { held: true, x } : null;
  };
  function look(now) {
    if (hot === now) return;
    hot = now;
    repaint();
  }
  hands(parts, canvas, signal, {
    pick(xy, event) {
      const item = near(xy, event.pointerType);
      if (item) grip.focus({ preventScroll: true });
      return item;
    },
    drag(phase, [dx], { x: from }, id) {
      const going = phase === "start" || phase === "move", x = phase === "cancel" ? part.values.path[1][0] : xOf(from + dx);
      touched = true;
      echo = { x, until: Infinity, free: !going };
      repaint();
      part.send({ type: "step", id, x, phase }, phase === "move" ? "drag" : "event");
    },
    tap() {},
    hover(xy, event) {
      const item = xy && near(xy, event.pointerType);
      look(Boolean(item));
      return item ? "grab" : "";
    },
  });
  grip.addEventListener("keydown", (event) => {
    const asked = way(event);
    if (!asked || asked.end) return;
    touched = true;
    part.send({ type: "nudge", steps: asked.steps, big: asked.big });
  }, { signal });
  grip.addEventListener("focus", () => look(grip.matches(":focus-visible")), { signal });
  grip.addEventListener("blur", () => look(false), { signal });
  return {
    paint,
    idle() {
      if (!echo?.free) return;
      echo.until = Math.min(echo.until, performance.now());
      repaint();
    },
  };
};
