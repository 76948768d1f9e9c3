// What the plane and the curve share: a canvas with axes, and over it what can be held.

import { brush } from "./brush.js";
import { put, tag } from "./dom.js";
import { struck } from "./labels.js";

/** @import { CurveValues, PlaneValues, Place, View } from "./types" */

const NARROW = 420; // px: here a name loses what stands after its comma

/** @param {View<any>} v @param {string} kind */
export function picture({ root, el, part, signal, repaint }, kind) {
  el.classList.add(`nnlab-${kind}`);
  const canvas = tag("canvas", { "aria-hidden": "true" });
  const parts = tag("div", { class: "nnlab-parts" });
  const frame = tag("div", { class: "nnlab-frame", role: "group" }, canvas, parts);
  root.append(frame);
  const b = brush(canvas, root, signal, repaint);
  const box = { left: 0, top: 0, width: 0, height: 0 }; // where the axes' bounds lie, in px
  const seen = { left: 0, top: 0, width: 0, height: 0 }; // as much of it as is on the canvas

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
  // The bounds of what is on the canvas.
  /** @returns {[number, number, number, number]} */
  const view = () => {
    const { bounds } = part.values;
    if (seen.width >= box.width && seen.height >= box.height) return bounds;
    const [[x0, y0], [x1, y1]] = [back([seen.left, seen.top + seen.height]), back([seen.left + seen.width, seen.top])];
    return [x0, x1, y0, y1];
  };
  /** @type {(place: number[]) => Place} */
  const clamp = ([x, y]) => {
    const [x0, x1, y0, y1] = view();
    return [Math.min(Math.max(x, x0), x1), Math.min(Math.max(y, y0), y1)];
  };
  /** @type {(place: any[]) => boolean} */
  const visible = ([x, y]) => {
    const [x0, x1, y0, y1] = view();
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  };

  // A blank canvas as large as its place. Both axes have one scale: their bounds cover it, and what sticks
  // out is cut off; or each fills its own side, to `stretch`.
  function cover(stretch = part.values.stretch) {
    const { bounds: [x0, x1, y0, y1] } = part.values, width = Math.max(120, b.room), height = Math.max(64, b.high);
    const unit = Math.max(width / (x1 - x0), height / (y1 - y0));
    Object.assign(box, stretch ? { width, height } : { width: unit * (x1 - x0), height: unit * (y1 - y0) });
    Object.assign(box, { left: b.snap((width - box.width) / 2), top: b.snap((height - box.height) / 2) });
    Object.assign(seen, { width, height });
    b.clear(width, height);
  }

  // A blank canvas with room around the plot area for axes.
  function clear(before, above, after) {
    const { ticks: [, yTicks] } = part.values, width = Math.max(200, b.room);
    const labels = Math.max(0, ...yTicks.map(([, label]) => b.wide(label)));
    const below = Math.ceil(b.size * 1.7);
    box.left = b.snap(Math.ceil(before + labels));
    box.top = b.snap(Math.ceil(above));
    box.width = Math.floor((width - box.left - Math.ceil(after)) * b.dpr) / b.dpr;
    box.height = b.snap(Math.max(40, b.high - box.top - below));
    Object.assign(seen, box);
    b.clear(width, Math.ceil(box.top + box.height + below));
  }

  // Heights across, and ticks as far as they have room.
  function axes(color, alpha = 1) {
    const { ticks: [xTicks, yTicks], bounds: [x0, , y0] } = part.values, { size, crisp } = b;
    const { left, top, width, height } = box, line = top + height + size * 0.95;
    let last = Infinity;
    for (const [y, label] of yTicks) {
      const py = at([x0, y])[1];
      b.stroke([[left, crisp(py)], [left + width, crisp(py)]], color, 1, { alpha });
      if (last - py < size * 1.5) continue;
      b.text(label, left - 7, py, "right");
      last = py;
    }
    last = -Infinity;
    for (const [x, label] of xTicks) {
      const px = at([x, y0])[0], half = b.wide(label) / 2;
      if (px - half < last + size * 0.8) continue;
      b.text(label, Math.min(px, left + width + size * 0.9 - half), line, "center");
      last = px + half;
    }
  }

  // The same inside a picture that fills its place: a grid, and above it numbers and names at the edges.
  function grid(color, alpha) {
    const { ticks: [xTicks, yTicks], bounds: [x0, , y0] } = part.values;
    for (const [x] of xTicks) {
      const px = b.crisp(at([x, y0])[0]);
      b.stroke([[px, 0], [px, seen.height]], color, 1, { alpha });
    }
    for (const [y] of yTicks) {
      const py = b.crisp(at([x0, y])[1]);
      b.stroke([[0, py], [seen.width, py]], color, 1, { alpha });
    }
  }
  // A number stands at its place, where one of these `lines` runs through it with a rim; those at the left may all
  // `lift` off a line. One that a mark would touch, [x, y, half its width, half its height], is left out.
  // Where numbers and names stand, in the same form, and what that counts.
  function numbers(/** @type {Place[][]} */ lines = [], /** @type {number[][]} */ marks = [], lift = false) {
    const { ticks: [xTicks, yTicks], bounds: [x0, , y0] } = part.values, { size } = b, { width, height } = seen;
    const [x_name, y_name] = [part.values.x_name, part.values.y_name].map((name = "") => (width < NARROW ? name.split(",")[0] : name));
    const color = b.ink.ink, italic = (/** @type {string} */ name) => name.length <= 3, edge = 0.65 * size, low = height - size, flat = 0.6 * size;
    const stand = /** @type {number[][]} */ ([]);
    const free = (xy, half) => !lines.some((line) => struck(xy, [half[0] + 3, half[1]], line));
    function write(label, [x, y], align) {
      const half = [b.wide(label) / 2, flat], middle = align === "left" ? x + half[0] : x;
      if (marks.some(([mx, my, w, h]) => Math.abs(mx - middle) < w + half[0] && Math.abs(my - y) < h + half[1])) return;
      b.text(label, x, y, align, { color, halo: !free([middle, y], half) });
      stand.push([middle, y, ...half, 0.5]);
    }
    let top = 0.7 * size, last = 2, beside = 0; // beside: how far a number pushes the name above it aside
    const lifted = lift ? [0, -size].find((up) => yTicks.every(([y, label]) => free([edge + b.wide(label) / 2, at([x0, y])[1] + up], [b.wide(label) / 2, flat]))) ?? 0 : 0;
    for (const [y, label] of [...yTicks].sort((one, other) => other[0] - one[0])) {
      const py = at([x0, y])[1], stands = py + lifted;
      if (stands < top || py > height - size * 0.6) continue;
      if (Math.abs(stands - low) < size) continue; // it would read as one of those below
      if (y_name && stands < size * 2.4) beside = Math.max(beside, b.wide(label) + 0.8 * size);
      write(label, [edge, stands], "left");
      top = py + size * 1.3;
    }
    const above = !italic(x_name), end = width - (x_name && !above ? edge + b.wide(x_name) + size : 2); // a long name stands above the numbers
    for (const [x, label] of xTicks) {
      const px = at([x, y0])[0], half = b.wide(label) / 2;
      if (px - half < last || px + half > end) continue;
      write(label, [px, low], "center");
      last = px + half + size * 0.8;
    }
    const wide = [x_name, y_name].map((name) => b.wide(name) / 2);
    const first = edge + beside, place = [0, 1, 2, 3].map((k) => first + k * size).find((px) => free([px + wide[1], size * 1.1], [wide[1], flat]));
    const line = low - (above ? size * 1.4 : 0), clear = (/** @type {number} */ px) => free([px - wide[0], line], [wide[0], flat]);
    const end_x = (above ? Array.from({ length: 20 }, (_, k) => width - edge - k * size) : []).find(clear) ?? width - edge, halo = above || !clear(end_x);
    b.text(x_name, end_x, line, "right", { color, italic: italic(x_name), most: width - 2 * edge, halo });
    b.text(y_name, place ?? first, size * 1.1, "left", { color, italic: italic(y_name), most: width - 2 * edge, halo: !italic(y_name) || place === undefined });
    return [...stand, [end_x - wide[0], line, wide[0], flat, 4], [(place ?? first) + wide[1], size * 1.1, wide[1], flat, 4]];
  }

  // What is no canvas: words about it, and the place of what can be held.
  function describe(fallback) {
    put(frame, { "aria-label": part.values.text || fallback });
    put(parts, seen);
  }
  return { b, box, seen, canvas, ink: b.ink, parts, at, back, view, clamp, visible, clear, cover, axes, grid, numbers, describe };
}
