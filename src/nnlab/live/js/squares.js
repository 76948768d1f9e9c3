// Errors as squares: for each row its target, its answer, and between them a square whose side is the
// error, all at one scale. Rows with one input lie along it, and their answers are a line: there one square
// stands out, the largest or the one at hand. A hand pulls an answer; what loss that would give, Python says.

import { brush } from "./brush.js";
import { put, tag } from "./dom.js";
import { placed } from "./labels.js";
import { hands, REACH, way } from "./pointer.js";

const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9]; // of a square: where its area is tried
const HIGH = 4.2, STEP = 0.05, SPARE = 1.15; // em of the plot, at most; of an arrow key; room for squares beyond a line's ends

/** @import { Place, SquaresValues, View } from "./types" */

export default (/** @type {View<SquaresValues>} */ { part, root, el, signal, repaint }) => {
  el.classList.add("nnlab-squares", "nnlab-drawn");
  const head = tag("span"), total = tag("span"), value = tag("b"), canvas = tag("canvas", { "aria-hidden": "true" }), spots = tag("div");
  const frame = tag("div", { class: "nnlab-frame", role: "group" }, canvas, spots);
  root.append(tag("div", { class: "nnlab-heads nnlab-note" }, head, tag("span", {}, total, " ", value)), frame);
  const b = brush(canvas, root, signal, repaint), { ink, pen } = b;
  /** @type {any} */
  let echo = null; // {index, y}: where the hand holds an answer
  let areas = /** @type {[string, number, number][]} */ ([]); // what stands in the squares, over all marks
  let room = 0; // px, the height there is: as brush.js does, the last one is kept
  let over = -1; // the one under a pointer, or with the focus
  let plan = { left: 0, wide: 1, base: 0, unit: 1, low: 0, high: 1, from: 0 };

  const y = (value, out = false) => plan.base - ((out ? value : Math.min(Math.max(value, plan.low - 0.1), plan.high + 0.1)) - plan.low) * plan.unit;
  const x = (i) => part.values.across.length ? plan.left + (part.values.across[i] - plan.from) * plan.unit : plan.left + (i + 0.5) * plan.wide - Math.min(plan.wide * 0.3, 24 * b.scale);
  const answer = (i) => (echo?.index === i ? echo.y : part.values.rows[i][1]);

  // From the answer to the target, a square; its side's sign says whether it hangs down or stands. In a
  // column it opens to the right, at most so far; on a line to the side of its sign, if there is room. One
  // that stands out is filled and has its area in it.
  function square(i, error, most, out) {
    const px = x(i), py = y(part.values.rows[i][1], true), side = Math.abs(error), on = part.values.across.length;
    if (side <= 0.5) return;
    const back = on && (error > 0 ? px - side >= plan.left : px + side > b.room);
    const box = [back ? px - side : px, error > 0 ? py : py - side, on ? side : Math.min(side, most), side];
    const shape = () => pen.rect(box[0], box[1], box[2], box[3]);
    if (!out) return b.fill(ink.faint, shape, ink.line, 1); // as cards, so that none darkens another
    pen.globalAlpha = 0.16;
    b.fill(ink.ink, shape);
    pen.globalAlpha = 1;
    b.outline(shape, ink.ink, 1.5 * b.scale);
    const words = part.values.areas[i], half = [b.wide(words, 600) / 2 + 2 * b.scale, b.size * 0.6], [left, top, wide, high] = box;
    if (2.4 * half[0] > Math.min(wide, high)) return;
    const middle = [left + wide / 2, top + high / 2], inside = on ? SHARES.flatMap((v) => SHARES.map((u) => [left + half[0] + u * (wide - 2 * half[0]), top + half[1] + v * (high - 2 * half[1])])) : [];
    const taken = part.values.rows.flatMap(([, said, target], k) => [[x(k), (y(said) + y(target)) / 2, 1.5, Math.abs(y(said) - y(target)) / 2], [x(k), y(target), 7 * b.scale, 7 * b.scale]]);
    areas.push([words, ...placed([middle, ...inside], half, on ? taken : [], { left: 0, top: 0, width: b.room, height: plan.base })]);
  }

  function paint() {
    if (!b.look()) return;
    const { rows, ends: [low, high], ticks, squared, names, across, wide: [from = 0, to = 1], axes: [x_name = "", y_name = ""] } = part.values;
    const { size, em, scale } = b, width = b.room, around = 12 * scale + size * 1.7;
    put(el, { ".nnlab-across": across.length > 0 });
    const left = Math.ceil(Math.max(0, ...ticks.map(([, label]) => b.wide(label))) + 14 * scale), wide = (width - left) / Math.max(rows.length, 1);
    const tall = across.length ? Math.min((room = frame.clientHeight || room) - around, (width - left - 8) / (to - from) / SPARE * (high - low)) : Math.min(HIGH * em, wide * 0.5 + Math.min(wide * 0.3, 24 * scale) - 4);
    const unit = tall / (high - low), height = Math.ceil(tall + around), middle = Math.max((width - left - 8 - (to - from) * unit) / 2, 0);
    plan = { left, wide, base: tall + 10 * scale, unit, low, high, from: from - middle / unit };
    b.clear(width, height);
    put(frame, { height });
    let last = Infinity;
    areas = [];
    for (const [value, label] of ticks) {
      const py = b.crisp(y(value));
      b.stroke([[left, py], [width, py]], ink.faint, 1.2);
      if (last - py < size) continue;
      b.text(label, left - 6 * scale, (last = py), "right");
    }
    b.within(across.length ? left - 1 : 0, 0, width, across.length ? plan.base + 1 : height, () => {
      const sides = rows.map(([, said, target]) => (said - target) * unit), held = echo?.index ?? over;
      // The small lie on the large, the one that stands out over all.
      const first = held >= 0 ? held : sides.reduce((best, side, i) => (Math.abs(side) > Math.abs(sides[best]) ? i : best), 0);
      const big = (i) => (i === first ? -1 : Math.abs(sides[i])), order = rows.map((_, i) => i).sort((i, j) => big(j) - big(i));
      if (squared) order.forEach((i, k) => square(i, sides[i], wide * 0.98, !across.length || k === rows.length - 1));
      if (across.length) b.stroke(rows.map((_, i) => /** @type {Place} */ ([x(i), y(answer(i), true)])).sort((p, q) => p[0] - q[0]), ink.ink, 2.4 * scale);
    });
    // What lies beyond the picture stands at its edge.
    b.within(0, 0, width, across.length ? plan.base + 7 * scale : height, () => rows.forEach(([name, , target, side], i) => {
      const a = y(answer(i)), px = x(i);
      b.stroke([[px, a], [px, y(target)]], ink.ink, (across.length ? 1.2 : 2) * scale);
      b.dot(px, a, across.length ? 3 : 4, b.gone ? ink.soft : ink.paper, b.gone ? "" : ink.ink, 2);
      const color = side < 0 ? ink.soft : ink[side ? "point-positive" : "point-negative"], r = 6.5 * scale * 1.1;
      if (side === 1) b.fill(color, () => [[0, -1.02], [0.98, 0.72], [-0.98, 0.72]].forEach(([u, v], k) => pen[k ? "lineTo" : "moveTo"](px + u * r, y(target) + v * r)), ink.paper, 3 * scale);
      else b.dot(px, y(target), across.length ? 5 : 6, color, ink.paper, 1.6);
      if (names) b.text(name, px + Math.min(wide * 0.25, 16 * scale), plan.base + size * 1.15, "center", { most: wide });
    }));
    if (across.length) for (const value of new Set(x_name ? [from, to] : [from, 0, to])) b.text(String(value).replace("-", "−"), left + (value - plan.from) * unit, plan.base + size * 1.15, "center");
    b.text(x_name, left + ((from + to) / 2 - plan.from) * unit, plan.base + size * 1.15, "center", { color: ink.ink });
    b.halo(y_name, left + 3 * scale, y(high) + size * 0.9, "left");
    for (const [words, px, py] of areas) b.plate(words, px - b.wide(words, 600) / 2 - 5 * scale, py, b.wide(words, 600) + 10 * scale, size * 1.25, { weight: 600 });
    tell();
  }

  function tell() {
    const { rows, text, spoken } = part.values;
    put(head, { text: part.values.head });
    put(total, { text: part.values.total });
    put(value, { text: part.values.mean });
    put(frame, { "aria-label": text || "Errors" });
    while (spots.children.length > rows.length) spots.lastChild?.remove();
    while (spots.children.length < rows.length) spots.append(tag("button", { type: "button", class: "nnlab-spot nnlab-handle", role: "slider" }));
    rows.forEach(([name, said], i) => put(spots.children[i], {
      left: x(i), top: y(answer(i)), "aria-label": `What if ${name} said`, "aria-valuenow": said, "aria-valuetext": spoken[i] ?? "",
      "aria-valuemin": part.values.ends[0], "aria-valuemax": part.values.ends[1],
    }));
  }

  const send = (index, value, phase) => part.send({ type: "try", index, y: value, phase }, phase === "move" ? "try" : "event");
  const index = (target) => [...spots.children].indexOf(target);
  hands(frame, canvas, signal, {
    pick([px, py], event) {
      let i = index(event.target);
      if (i < 0) i = part.values.rows.findIndex((_, k) => Math.hypot(px - x(k), py - y(answer(k))) <= REACH[event.pointerType || "mouse"]);
      if (i < 0) return null;
      /** @type {HTMLElement} */ (spots.children[i]).focus({ preventScroll: true });
      return { held: true, i, from: answer(i), cursor: "ns-resize" };
    },
    drag(phase, [, dy], { i, from }) {
      const value = Math.min(Math.max(from - dy / plan.unit, plan.low), plan.high), over = phase === "end" || phase === "cancel";
      echo = over ? null : { index: i, y: value };
      send(i, value, over ? "end" : "move");
      repaint();
    },
    tap() {},
    hover(at, event) {
      const now = at ? index(event.target) : -1;
      if (now !== over) over = now, repaint();
      return now >= 0 ? "ns-resize" : "";
    },
  });
  spots.addEventListener("keydown", (event) => {
    const i = index(event.target), asked = way(event);
    if (i < 0 || !asked?.steps) return;
    const value = answer(i) + asked.steps * STEP * (asked.big ? 4 : 1);
    send(i, Math.min(Math.max(value, plan.low), plan.high), "move");
  }, { signal });
  spots.addEventListener("focusin", (event) => { over = index(event.target); repaint(); }, { signal });
  spots.addEventListener("focusout", (event) => { over = -1; send(index(event.target), 0, "end"); repaint(); }, { signal });
  return { paint, words: tell };
};
