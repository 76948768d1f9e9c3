// The film: moments of a training as tiny planes in a row; a click or an arrow key goes back to one.

import { brush } from "./brush.js";
import { arrange, put, tag } from "./dom.js";
import { border, fieldPainter, tones } from "./field.js";
import { marks } from "./planemarks.js";
import { way } from "./pointer.js";
import { STILL } from "./still.js";

const SLOTS = 11, LEAST = 52; // frames there is room for; px that each has at least: on a phone they scroll
const ASPECT = 58 / 72; // a frame's height over its width
const OPENS = 160; // ms in which a frame opens into the plane

/** @import { FilmValues, Place, View } from "./types" */

export default (/** @type {View<FilmValues>} */ { part, root, el, signal, repaint }) => {
  el.classList.add("nnlab-film");
  const canvas = tag("canvas", { "aria-hidden": "true" }), parts = tag("div", { class: "nnlab-film-parts", role: "group" });
  root.append(canvas, parts);
  const b = brush(canvas, root, signal, repaint), { pen, ink } = b, draw = marks(b), paintCells = fieldPainter();
  /** @type {any[]} */
  let places = []; // of the slots, in px
  let bare = false; // in a small window: frames without words
  let wide = 0, high = 0, ground = /** @type {any[]} */ ([]); // how large it is; what all that is painted depends on
  let painted = /** @type {any[]} */ ([]); // what each slot shows: while it trains only the newest changes
  let shown = -1; // the frame that was the plane's
  let stop = -1; // the frame that Tab comes to

  function lay() {
    const { room, scale, size } = b;
    bare = Boolean(root.closest("[data-layout='low']"));
    const [edge, gap, top, below, least] = (bare ? [3, 3, 5, 0, 0] : [14, 10, 9, 11, LEAST]).map((px) => px * scale);
    const pitch = Math.max((room - 2 * edge) / SLOTS, least), side = Math.min(pitch - gap, 88), tall = side * ASPECT;
    const row = top + tall + below + (bare ? 0 : size * 1.55);
    places = Array.from({ length: SLOTS }, (_, k) => ({
      x: edge + k * pitch + (pitch - side) / 2, y: top, wide: side, high: tall,
      slot: [edge + k * pitch, 2 * scale, pitch, row],
    }));
    wide = Math.floor(2 * edge + pitch * SLOTS);
    high = Math.ceil(row + 5 * scale);
  }

  function paint() {
    if (!b.look()) return;
    const { frames, fields, size: n, now, exact, points } = part.values, letters = document.fonts?.check("16px 'nnlab Sans'");
    const under = [b.room, b.size, b.dpr, ink.paper, points, letters];
    if (under.some((it, k) => it !== ground[k])) {
      ground = under;
      painted = [];
      lay();
      b.clear(wide, high);
    }
    places.forEach((place, k) => {
      const bytes = k < frames.length ? new Uint8Array(fields.buffer, fields.byteOffset + k * n * n, n * n) : null;
      const words = bytes ? [...frames[k], k === now, k === now && exact].join() : frames.length, before = painted[k];
      if (before?.words === words && (!bytes || bytes.every((byte, i) => byte === before.bytes[i]))) return;
      painted[k] = { words, bytes: bytes?.slice() };
      pen.clearRect(.../** @type {[number, number, number, number]} */ (place.slot));
      if (bytes) paintFrame(k, place, bytes);
      else if (k === SLOTS - 1) paintWanted(place);
    });
    if (frames.length < SLOTS - 1) paintRest(frames.length);
    tell();
    if (shown !== now && wide > b.room) root.scrollLeft = places[Math.max(now, 0)].x - b.room / 2;
    shown = now;
  }

  const rounded = (side) => Math.min(8 * b.scale, side / 6);
  const outline = ({ x, y, wide, high }, color, width, /** @type {number[]} */ dash = []) =>
    b.outline(() => pen.roundRect(x, y, wide, high, rounded(wide)), color, width * b.scale, { dash });

  // What is to come: one strip, of which nothing has been exposed yet.
  function paintRest(from) {
    const { x, y, high } = places[from], end = places[SLOTS - 2], wide = end.x + end.wide - x, words = "each moment that matters becomes a frame";
    b.fill(ink.tint, () => pen.roundRect(x, y, wide, high, rounded(high)));
    if (from && b.wide(words) + b.size < wide) b.text(words, x + wide / 2, y + high / 2, "center");
  }

  // In the last place: what the points want.
  function paintWanted(place) {
    const { size: n, bounds: [x0, x1, y0, y1], points, of } = part.values;
    const side = (_, i) => { // of the nearest point
      const [x, y] = [x0 + ((i % n + 0.5) / n) * (x1 - x0), y0 + ((Math.floor(i / n) + 0.5) / n) * (y1 - y0)];
      return points.reduce((best, [px, py, target]) => { const far = Math.hypot(px - x, py - y); return far < best[0] ? [far, target] : best; }, [Infinity, 0])[1] ? 255 : 1;
    };
    paintPlane(place, Uint8Array.from({ length: n * n }, side));
    outline(place, ink.soft, 1.2, [5, 5]);
    const middle = place.x + place.wide / 2, line = place.y + place.high + b.size * 0.85;
    if (bare) return;
    b.text("wanted", middle, line, "center");
    paintCount(of, middle, line + b.size * 0.65 + 5 * b.scale);
  }

  // A plane in small: its field, the border in it, and the points.
  function paintPlane(place, bytes) {
    const { size: n, power, bounds: [x0, x1, y0, y1], points, n_classes } = part.values;
    const { x, y, wide, high } = place, top = y + (high - wide) / 2; // of the square that it shows the middle of
    const at = (/** @type {any} */ [px, py]) => /** @type {Place} */ ([x + ((px - x0) / (x1 - x0)) * wide, top + ((y1 - py) / (y1 - y0)) * wide]);
    b.within(x, y, wide, high, () => {
      paintCells(pen, bytes, n, tones(ink, "map"), false, x, top, wide);
      b.outline(() => border(bytes, n, power).forEach(([ax, ay, bx, by]) => {
        pen.moveTo(x + ax * wide, top + (1 - ay) * wide);
        pen.lineTo(x + bx * wide, top + (1 - by) * wide);
      }), ink.ink, 1.3 * b.scale);
      const r = (points.length > 12 ? 2.4 : 4.2) * (wide / 72);
      for (const point of points) draw.point(at(point), point, r, n_classes, place);
    }, rounded(wide));
  }

  function paintFrame(k, place, bytes) {
    const { frames, now, exact } = part.values, { x, y, wide, high } = place;
    paintPlane(place, bytes);
    const { scale } = b, chosen = k === now, middle = x + wide / 2, line = y + high + b.size * 0.85;
    outline(place, chosen ? ink.ink : ink.soft, chosen ? (exact ? 3 : 1.6) : 1);
    if (bare) return;
    b.text(frames[k][1], middle, line, "center", chosen && exact ? { color: ink.ink, weight: 700 } : {});
    paintCount(frames[k][2], middle, line + b.size * 0.65 + 5 * scale);
  }

  // How many are right: a dot each, or in numbers.
  function paintCount(right, x, y) {
    const { of } = part.values, { scale } = b, gap = Math.min(10 * scale, places[0].wide / 4.5);
    if (of > 8) return b.text(`${right}/${of}`, x, y, "center");
    for (let k = 0; k < of; k++) {
      pen.globalAlpha = k < right ? 1 : 0.45;
      b.dot(x + (k - (of - 1) / 2) * gap, y, k < right ? 3.2 : 2.7, k < right ? ink.ink : "", k < right ? "" : ink.ink, 1);
    }
    pen.globalAlpha = 1;
  }

  // What is no canvas: a button over each frame.
  const buttons = Array.from({ length: SLOTS }, (_, k) => {
    const button = tag("button", { type: "button", class: "nnlab-film-frame" });
    button.addEventListener("click", () => choose(k));
    return button;
  });
  function tell() {
    const { frames, of, now, text } = part.values;
    put(parts, { "aria-label": text || "A film of the training" });
    if (!parts.contains(document.activeElement) || stop >= frames.length) stop = Math.max(now, 0);
    buttons.forEach((button, k) => {
      const { x, y, wide, high } = places[k];
      put(button, { hidden: k >= frames.length, left: x, top: y, width: wide, height: high, tabindex: k === stop ? 0 : -1 });
      if (k < frames.length) put(button, { "aria-label": `epoch ${frames[k][1]}: ${frames[k][2]} of ${of} right`, "aria-current": String(k === now) });
    });
    arrange(parts, buttons);
  }

  function choose(k) {
    stop = k;
    open(places[k]);
    part.send({ type: "frame", index: k });
  }
  // The frame opens into the plane.
  function open({ x, y, wide, high }) {
    const stage = root.closest(".nnlab-stage"), plane = root.closest(".nnlab-lab")?.querySelector(".nnlab-plane canvas");
    if (!stage || !plane || STILL) return;
    const copy = tag("canvas", { class: "nnlab-film-copy" }), [from, to, zero] = [canvas, plane, stage].map((each) => each.getBoundingClientRect());
    const [w, h] = [wide, high].map((v) => Math.round(v * b.dpr));
    Object.assign(copy, { width: w, height: h });
    copy.getContext("2d").drawImage(canvas, Math.round(x * b.dpr), Math.round(y * b.dpr), w, h, 0, 0, w, h);
    put(copy, { left: from.left + x - zero.left, top: from.top + y - zero.top, width: wide, height: high });
    stage.append(copy);
    const way = `translate(${to.left - from.left - x}px, ${to.top - from.top - y}px) scale(${to.width / wide}, ${to.height / high})`;
    copy.animate([{ opacity: 1 }, { transform: way, opacity: 0.15 }], { duration: OPENS, easing: "ease-out" }).onfinish = () => copy.remove();
  }
  parts.addEventListener("keydown", (event) => {
    const asked = way(event), last = part.values.frames.length - 1;
    if (!asked || last < 0) return;
    const { steps, end } = asked, next = end ? (end < 0 ? 0 : last) : Math.min(Math.max(stop + steps, 0), last);
    choose(next);
    tell();
    buttons[next].focus({ preventScroll: true });
  }, { signal });
  return { paint };
};
