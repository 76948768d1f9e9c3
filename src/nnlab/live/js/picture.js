// What the plane and the curve share: a canvas with axes, over it what can be held, below it a caption.

import { brush } from "./brush.js";
import { put, tag } from "./dom.js";

/** @import { CurveValues, PlaneValues, Place, View } from "./types" */

/** @param {View<any>} v @param {string} kind */
export function picture({ root, el, part, signal, repaint }, kind) {
  el.classList.add(`nnlab-${kind}`);
  const canvas = tag("canvas", { "aria-hidden": "true" });
  const parts = tag("div", { class: "nnlab-parts" });
  const frame = tag("div", { class: "nnlab-frame", role: "group" }, canvas, parts);
  const caption = tag("div", { class: "nnlab-caption" });
  root.append(frame, caption);
  const b = brush(canvas, root, signal, repaint), { ink } = b;
  const box = { left: 0, top: 0, width: 0, height: 0 }; // where the bounds lie, in px
  const seen = { left: 0, top: 0, width: 0, height: 0 }; // what can be seen of them

  // How far from one end of an axis to the other; on a log scale what can't be shown lies below.
  const share = (value, low, high, log = false) => {
    const far = !log ? (value - low) / (high - low) : value > 0 ? Math.log(value / low) / Math.log(high / low) : -1;
    return Math.min(Math.max(far, -1e4), 1e4);
  };

  // From the axes' numbers to pixels, and back.
  /** @type {(place: any) => Place} */
  const at = ([x, y]) => {
    const { bounds: [x0, x1, y0, y1], log } = part.values;
    return [box.left + share(x, x0, x1) * box.width, box.top + (1 - share(y, y0, y1, log)) * box.height];
  };
  /** @type {(xy: number[]) => Place} */
  const back = ([px, py]) => {
    const [x0, x1, y0, y1] = part.values.bounds;
    return [x0 + ((px - box.left) / box.width) * (x1 - x0), y1 - ((py - box.top) / box.height) * (y1 - y0)];
  };
  // The corners of what can be seen, in the axes' numbers.
  function shown() {
    const [x0, y1] = back([seen.left, seen.top]), [x1, y0] = back([seen.left + seen.width, seen.top + seen.height]);
    return [x0, x1, y0, y1];
  }
  /** @type {(place: number[]) => Place} */
  const clamp = ([x, y]) => {
    const [x0, x1, y0, y1] = shown();
    return [Math.min(Math.max(x, x0), x1), Math.min(Math.max(y, y0), y1)];
  };
  /** @type {(place: any[]) => boolean} */
  const visible = ([x, y]) => {
    const [x0, x1, y0, y1] = shown();
    return x >= x0 - 1e-9 && x <= x1 + 1e-9 && y >= y0 - 1e-9 && y <= y1 + 1e-9;
  };

  // A blank canvas that the bounds cover from edge to edge, at one scale for both axes: what is more than
  // the room is cropped, equally on both sides.
  function cover() {
    const width = Math.max(120, b.room), height = Math.max(120, b.high), side = Math.max(width, height);
    Object.assign(box, { left: b.snap((width - side) / 2), top: b.snap((height - side) / 2), width: side, height: side });
    Object.assign(seen, { left: 0, top: 0, width, height });
    b.clear(width, height);
  }

  // A blank canvas with room around the plot area for axes.
  function clear(before, above, after) {
    const { ticks: [, yTicks], x_name } = part.values, width = Math.max(200, b.room);
    const labels = Math.max(0, ...yTicks.map(([, label]) => b.wide(label)));
    const below = Math.ceil(b.size * (x_name ? 2.9 : 1.7));
    box.left = b.snap(Math.ceil(before + labels));
    box.top = b.snap(Math.ceil(above));
    box.width = Math.floor((width - box.left - Math.ceil(after)) * b.dpr) / b.dpr;
    box.height = b.snap(Math.max(40, b.high - box.top - below));
    Object.assign(seen, box);
    b.clear(width, Math.ceil(box.top + box.height + below));
  }

  // Grid and ticks inside a picture that bleeds, and the axes' names in its corners.
  function inside() {
    const { ticks: [xTicks, yTicks], x_name, y_name, bounds: [x0, , y0] } = part.values, { size, crisp } = b;
    const { width, height } = seen, low = height - size * 0.9;
    const line = (/** @type {Place[]} */ places) => b.stroke(places, ink.neutral, 1, { alpha: 0.5 });
    for (const [x] of xTicks) line([[crisp(at([x, y0])[0]), 0], [crisp(at([x, y0])[0]), height]]);
    for (const [y] of yTicks) line([[0, crisp(at([x0, y])[1])], [width, crisp(at([x0, y])[1])]]);
    const ends = 9 + b.wide(x_name), ink_ = { color: ink.ink };
    for (const [x, label] of xTicks) {
      const px = at([x, y0])[0];
      if (px > size * 1.6 && px + b.wide(label) < width - ends) b.text(label, px, low, "center", ink_);
    }
    for (const [y, label] of yTicks) {
      const py = at([x0, y])[1];
      if (py > size * 2.6 && py < low - size * 1.2) b.text(label, 9, py, "left", ink_);
    }
    b.text(x_name, width - 9, low, "right", ink_);
    b.text(y_name, 9, size, "left", ink_);
  }

  // Grid, ticks, as far as they have room, and the name of x.
  function axes(color, alpha = 1) {
    const { ticks: [xTicks, yTicks], x_name, bounds: [x0, , y0] } = part.values, { size, crisp } = b;
    const { left, top, width, height } = box, line = top + height + size * 0.95;
    let last = Infinity;
    for (const [y, label] of yTicks) {
      const py = at([x0, y])[1];
      b.stroke([[left, crisp(py)], [left + width, crisp(py)]], color, 1, { alpha });
      if (last - py < size * 1.15) continue;
      b.text(label, left - 7, py, "right");
      last = py;
    }
    last = -Infinity;
    for (const [x, label] of xTicks) {
      const px = at([x, y0])[0], half = b.wide(label) / 2;
      b.stroke([[crisp(px), top], [crisp(px), top + height]], color, 1, { alpha });
      if (px - half < last + size * 0.8) continue;
      b.text(label, Math.min(px, left + width + size * 0.9 - half), line, "center");
      last = px + half;
    }
    b.text(x_name, left + width / 2, line + size * 1.25, "center", { most: width });
  }

  // What is no canvas: words about it, and the place of what can be held.
  function describe(fallback) {
    const { text, caption: words } = part.values;
    put(caption, { text: words, hidden: !words, "padding-left": box.left });
    put(frame, { "aria-label": text || fallback });
    put(parts, seen);
  }
  return { b, box, seen, canvas, ink, parts, at, back, clamp, visible, cover, clear, inside, axes, describe };
}
