// A square of pixels: ink that a hand paints, or numbers in the colours of their signs. The hand's own
// ink is painted at once; what it does to the neuron only Python says.

import { brush } from "./brush.js";
import { put, tag } from "./dom.js";
import { colours } from "./field.js";
import { placed } from "./labels.js";
import { marks } from "./planemarks.js";
import { hands, way } from "./pointer.js";
import { strokesLayer } from "./strokes.js";

const DARKEST = 0.74, GREY = 0.36; // of a stroke full of ink, and of the pixel under it, which is what is read
const LINE = 2; // px: of a stroke over colours only its outline
const KEYS = { "+": 1, "=": 1, "-": -1 };

/** @import { PixelsValues, View } from "./types" */

export default (/** @type {View<PixelsValues>} */ { part, root, el, signal, repaint }) => {
  el.classList.add("nnlab-pixels");
  const canvas = tag("canvas", { "aria-hidden": "true" });
  const spot = tag("button", { type: "button", class: "nnlab-spot", role: "slider" });
  const parts = tag("div", { class: "nnlab-parts" }, spot), caption = tag("div", { class: "nnlab-caption" });
  root.append(canvas, parts, caption);
  const b = brush(canvas, root, signal, repaint), { ink, pen } = b, draw = marks(b);
  const layer = strokesLayer();
  const box = { left: 0, top: 0, width: 0, height: 0 };
  /** @type {any} */
  let stroke = null; // {id, cells, ink, free}: what the hand has painted, till Python has answered
  let cursor = 0; // where the keyboard is
  let touched = false;

  const bytes = (/** @type {DataView} */ { buffer, byteOffset, byteLength } = part.values.cells) => new Uint8Array(buffer, byteOffset, byteLength);
  const inkOf = (k) => (stroke?.cells.has(k) ? stroke.ink : bytes()[k] / 255);
  const css = (word) => `rgb(${word & 255},${(word >> 8) & 255},${(word >> 16) & 255})`;

  function paint() {
    if (!b.look()) return;
    const { side: n, signed, selected, changed, caption: words, editable, hint, strokes: left } = part.values, { scale } = b, values = bytes();
    if (values.length !== n * n) return;
    put(caption, { text: words, hidden: !words });
    const width = b.room, tall = Math.max((root.clientHeight || width) - (words ? caption.offsetHeight + 3 : 0), 60);
    box.width = box.height = Math.min(width, tall);
    box.left = (width - box.width) / 2;
    box.top = words ? 0 : (tall - box.height) / 2;
    put(caption, { top: box.top + box.height + 3 });
    b.clear(width, tall);
    pen.fillStyle = ink.tint;
    if (editable) pen.fillRect(0, 0, width, tall); // the desk, where it isn't square
    const wide = box.width / n, high = box.height / n, round = editable ? 0 : 10, gap = -0.2;
    const at = (k) => /** @type {[number, number]} */ ([box.left + (k % n) * wide, box.top + Math.floor(k / n) * high]);
    b.within(box.left, box.top, box.width, box.height, () => {
      pen.fillStyle = editable ? ink.tint : ink.paper; // a sheet that ends where the rail begins
      pen.fillRect(box.left, box.top, box.width, box.height);
      const table = signed ? colours(ink.paper, ink.negative, ink.neutral, ink.positive) : [];
      for (let k = 0; k < n * n; k++) {
        const [x, y] = at(k);
        pen.fillStyle = signed ? css(table[values[k]]) : ink.ink;
        pen.globalAlpha = signed ? 1 : (left.byteLength ? GREY : DARKEST) * inkOf(k);
        pen.fillRect(x + gap, y + gap, wide - 2 * gap, high - 2 * gap);
      }
      pen.globalAlpha = 1;
      for (let k = 1; k < n; k++) {
        b.stroke([[b.crisp(box.left + k * wide), box.top], [b.crisp(box.left + k * wide), box.top + box.height]], ink.faint, 1);
        b.stroke([[box.left, b.crisp(box.top + k * high)], [box.left + box.width, b.crisp(box.top + k * high)]], ink.faint, 1);
      }
      if (left.byteLength) {
        pen.globalAlpha = signed ? 1 : DARKEST;
        pen.drawImage(layer(Array.from(signed ? bytes(left) : values, (byte, k) => (signed ? byte / 255 : inkOf(k))), n, ink.ink, signed ? LINE * 320 / box.width : 0), box.left, box.top, box.width, box.height);
        pen.globalAlpha = 1;
      }
      for (const k of changed) {
        const [x, y] = at(k);
        b.dot(x + wide / 2, y + high / 2, 5.5, ink.ink, ink.paper, 2.5);
      }
    }, round);
    if (!editable) outline(box.left + 0.5, box.top + 0.5, box.width - 1, box.height - 1, ink.line, 1, round);
    if (selected >= 0) {
      const [x, y] = at(selected), [dx, dy] = [Math.max(1, Math.min(x, box.left + box.width - wide - 1)), y];
      outline(dx, dy, wide, high, ink.paper, (editable ? 6 : 4) * scale, editable ? wide * 0.15 : 3);
      outline(dx, dy, wide, high, ink.ink, (editable ? 3 : 2) * scale, editable ? wide * 0.15 : 3);
    }
    if (hint >= 0) paintHint(...at(hint), wide, high);
    else if (part.values.cue && !touched && selected < 0 && !changed.length) paintCue(part.values.cue);
    put(parts, { ".nnlab-pad": part.values.editable, left: box.left, top: box.top, width: box.width, height: box.height });
    tell();
  }
  // The pixel to change next, and what to do with it.
  function paintHint(x, y, wide, high) {
    const { hint, advice } = part.values, { scale, size } = b, width = b.wide(advice, 600) + 28 * scale, tall = size * 2;
    outline(x, y, wide, high, ink.paper, 8 * scale, wide * 0.2);
    outline(x, y, wide, high, ink.ink, 4 * scale, wide * 0.2);
    const below = Math.floor(hint / part.values.side) < 2 ? high + 8 * scale : -8 * scale - tall;
    const left = Math.min(Math.max(x + wide / 2 - width / 2, box.left + 4), box.left + box.width - width - 4);
    draw.pill(advice, left, y + below + tall / 2, width, tall, scale, false);
  }
  // Where it hides least ink, the lower right first.
  function paintCue(words) {
    const { scale, size } = b, n = part.values.side, cell = box.width / n, edge = 12 * scale, half = [b.wide(words, 600) / 2 + 25 * scale, 1.05 * size];
    const inked = Array.from({ length: n * n }, (_, k) => [box.left + (k % n + 0.5) * cell, box.top + (Math.floor(k / n) + 0.5) * cell, cell / 2, cell / 2, inkOf(k)]);
    const steps = Array.from({ length: 4 * n }, (_, k) => box.width - k * cell / 4), places = steps.flatMap((y) => steps.map((x) => [box.left + x, box.top + y]));
    const [x, y] = placed(places, half, inked, { left: box.left + edge, top: box.top + edge, width: box.width - 2 * edge, height: box.height - 2 * edge });
    draw.pill(words, x - half[0], y, 2 * half[0], 2 * half[1], scale);
  }
  const outline = (x, y, wide, high, color, width, round) => b.outline(() => pen.roundRect(x, y, wide, high, round), color, width);
  function tell() {
    const { side: n, text, editable, selected, signed } = part.values;
    if (selected >= 0 && !spot.matches(":focus")) cursor = selected;
    const [row, column] = [Math.floor(cursor / n), cursor % n], value = signed ? "" : `, ink ${Math.round(inkOf(cursor) * 100)} %`;
    put(spot, {
      "aria-label": `${text || "Pixels"}${editable ? ". Plus and minus change the ink" : ""}`, "aria-valuetext": `row ${row + 1}, column ${column + 1}${value}`,
      "aria-valuemin": 1, "aria-valuemax": n * n, "aria-valuenow": cursor + 1,
      left: (column + 0.5) * (box.width / n), top: (row + 0.5) * (box.height / n),
      width: box.width / n, height: box.height / n,
    });
  }

  const cellAt = ([x, y]) => {
    const n = part.values.side, column = Math.floor(((x - box.left) / box.width) * n), row = Math.floor(((y - box.top) / box.height) * n);
    return column < 0 || row < 0 || column >= n || row >= n ? -1 : row * n + column;
  };
  const report = (phase) => part.send({ type: "paint", id: stroke.id, cells: [...stroke.cells], ink: stroke.ink, phase }, phase === "move" ? "drag" : "event");
  function look(index) {
    if (index === part.values.selected) return;
    part.send({ type: "look", index }, "look");
  }
  hands(parts, canvas, signal, {
    pick(at) {
      const cell = cellAt(at);
      if (cell < 0) return null;
      cursor = cell;
      touched ||= part.values.editable;
      spot.focus({ preventScroll: true });
      return { held: part.values.editable, cursor: "crosshair", at, last: at, cell, ink: inkOf(cell) < 0.5 ? 1 : 0 };
    },
    drag(phase, [dx, dy], hand, id) {
      if (stroke?.id !== id) stroke = { id, cells: new Set([hand.cell]), ink: hand.ink, free: false };
      const now = [hand.at[0] + dx, hand.at[1] + dy];
      for (let t = 1; t <= 8; t++) { // a fast hand leaves no gaps
        const cell = cellAt(hand.last.map((v, i) => v + ((now[i] - v) * t) / 8));
        if (cell >= 0) stroke.cells.add(cell);
      }
      hand.last = now;
      stroke.free = phase === "end" || phase === "cancel";
      report(phase);
      if (phase === "cancel") stroke.cells.clear();
      repaint();
    },
    tap(hand, _, event) {
      if (!hand) return;
      if (!part.values.editable) return look(hand.cell);
      stroke = { id: `${event.timeStamp}`, cells: new Set([hand.cell]), ink: hand.ink, free: true };
      report("end");
      repaint();
    },
    hover(at) {
      look(at ? cellAt(at) : -1);
      return part.values.editable ? "crosshair" : "pointer";
    },
  });
  spot.addEventListener("keydown", (event) => {
    const { side: n, editable } = part.values, steps = KEYS[event.key], asked = steps ? null : way(event);
    if (asked) {
      const { dx, dy, end } = asked, row = Math.floor(cursor / n), column = cursor % n, limit = (v) => Math.min(Math.max(v, 0), n - 1);
      cursor = limit(row - dy) * n + (end ? (end < 0 ? 0 : n - 1) : limit(column + dx));
      tell();
      look(cursor);
    } else if (editable && !event.ctrlKey && !event.metaKey && (steps || event.key === " " || event.key === "Enter")) {
      event.preventDefault();
      event.stopPropagation();
      touched = true;
      part.send(steps ? { type: "add", index: cursor, steps } : { type: "flip", index: cursor });
    }
  }, { signal });
  spot.addEventListener("focus", () => { if (spot.matches(":focus-visible")) look(cursor); });
  spot.addEventListener("blur", () => look(-1));
  return {
    paint,
    idle() {
      if (!stroke?.free) return;
      stroke = null;
      repaint();
    },
  };
};
