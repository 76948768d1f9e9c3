// A walk to and fro on a curve of the loss over one weight: paints what Python sent.

import { brush } from "./brush.js";
import { put, tag } from "./dom.js";

/** @import { BounceValues, Place, View } from "./types" */

export default (/** @type {View<BounceValues>} */ { part, root, el, signal, repaint }) => {
  el.classList.add("nnlab-bounce");
  const canvas = tag("canvas", { "aria-hidden": "true" }), frame = tag("div", { class: "nnlab-frame", role: "img" }, canvas);
  root.append(frame);
  const b = brush(canvas, root, signal, repaint), { ink, pen } = b;

  function paint() {
    if (!b.look()) return;
    const { bounds: [x0, x1, y0, y1], curve, path, ticks, text } = part.values, { size, scale } = b;
    const width = root.clientWidth, ground = root.clientHeight - Math.ceil(size * 1.9);
    const at = ([x, y]) => /** @type {Place} */ ([((x - x0) / (x1 - x0)) * width, ((y1 - y) / (y1 - y0)) * ground]);
    b.clear(width, root.clientHeight);
    put(frame, { "aria-label": text });
    const line = curve.map(at);
    b.fill(ink.tint, () => [...line, [width, 0], [0, 0]].forEach(([x, y], k) => pen[k ? "lineTo" : "moveTo"](x, y)));
    b.stroke([[0, ground], [width, ground]], ink.line, 1.5);
    for (const [x, label] of ticks) {
      const [px] = at([x, 0]);
      b.stroke([[px, ground], [px, ground + 5]], ink.soft, 1.5);
      if (px > size && px < width - size) b.text(label, px, ground + size * 1.3, "center");
    }
    b.stroke(line, ink.soft, 2.2 * scale);
    const places = path.map(at), end = places.length - 1, once = path.every(([x], i) => i < 1 || Math.abs(x - path[1][0]) < 1e-6 * (x1 - x0));
    for (let i = 1; i <= (once ? 1 : end); i++) b.stroke([places[i - 1], places[i]], ink.ink, (once ? 2.6 : 1.5) * scale, { alpha: once ? 1 : 0.25 + (0.75 * i) / (end + 1) });
    for (const [x, y] of places.slice(1, -1)) b.dot(x, y, 3.4, ink.ink, ink.paper, 1);
    if (end > 0) b.dot(...places[end], 8, ink.ink, ink.paper, 2);
    b.dot(...places[0], 6, ink.paper, ink.ink, 2.4);
    b.halo("start", places[0][0] + 12 * scale, places[0][1] + 12 * scale, "left");
  }
  return { paint };
};
