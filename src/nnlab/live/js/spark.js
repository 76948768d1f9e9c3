// A curve where there is little room: its lines, a few heights, and where it stands now. See curve.js for
// one that is read along its way.

import { brush } from "./brush.js";
import { put, tag } from "./dom.js";

/** @import { SparkValues, Place, View } from "./types" */

export default (/** @type {View<SparkValues>} */ { part, root, el, signal, repaint }) => {
  el.classList.add("nnlab-spark");
  const canvas = tag("canvas", { "aria-hidden": "true" }), frame = tag("div", { class: "nnlab-frame", role: "img" }, canvas);
  root.append(frame);
  const b = brush(canvas, root, signal, repaint), { ink } = b;

  function paint() {
    const { lines, data, bounds: [x0, x1, y0, y1], log, ticks: [steps, ticks], levels, marker, x_name, fog } = part.values;
    put(el, { ".nnlab-begun": lines[0]?.n > 1 });
    if (!b.look()) return;
    const { size, scale } = b;
    const width = b.room, height = b.high, heights = levels.length ? levels : ticks, left = Math.max(0, ...heights.map(([, label]) => b.wide(label))) + 10 * scale;
    const top = size * 0.7, low = height - size * (x_name ? 1.7 : 0.7), right = width - 8 * scale;
    const share = (y) => (log ? Math.log(y / y0) / Math.log(y1 / y0) : (y - y0) / (y1 - y0));
    const at = (x, y) => /** @type {Place} */ ([left + ((x - x0) / (x1 - x0)) * (right - left), low - Math.min(Math.max(share(y), 0), 1) * (low - top)]);
    b.clear(width, height);
    put(frame, { "aria-label": part.values.text });
    let last = Infinity;
    for (const [y, label] of heights) {
      const py = b.crisp(at(0, y)[1]);
      if (last - py < size * 1.3) continue;
      b.stroke([[left, py], [right, py]], ink.faint, 1.2);
      b.text(label, left - 7 * scale, py, "right");
      last = py;
    }
    const names = x_name ? steps : [], end = names.length - 1;
    names.forEach(([x, label], i) => b.text(i < end ? label : `${x_name} ${label}`, Math.min(at(x, y0)[0] + (i < end ? 0 : size), width), height - size * 0.6, i < end ? "center" : "right"));
    let from = 0;
    const places = /** @type {Place[]} */ ([]);
    for (const { n, soft } of lines) {
      const number = (i) => data.getFloat64(8 * (from + i), true);
      const line = Array.from({ length: n }, (_, i) => at(number(i), number(n + i)));
      b.stroke(line, soft ? ink.soft : ink.ink, 2.4 * scale);
      places.push(...line);
      from += 2 * n;
    }
    if (!Number.isFinite(marker.y)) return;
    const [px, py] = at(marker.x, marker.y);
    if (fog) b.veil(px, top, right - px, low - top);
    const text = marker.text ?? "", wide = b.wide(text, 600), back = px + wide + 18 * scale > width;
    b.dot(px, py, 5, ink.ink, ink.paper, 1.5);
    // Beside it, where no line has been yet; else above all that passes there, or below.
    const alone = places.length < 3, under = py < top + size;
    const over = Math.min(py, ...places.filter(([x]) => back && x > px - wide - 14 * scale).map(([, y]) => y));
    const y = alone ? py : under ? py + size * 0.85 : Math.max(over - size * 0.85, size * 0.6);
    b.halo(text, px + (back ? -8 : 9) * scale, y, back ? "right" : "left", { weight: 600, color: ink.ink });
  }
  return { paint, words: repaint };
};
