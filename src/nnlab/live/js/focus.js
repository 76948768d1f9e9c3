// The one point that a plane is about now: large, on paper, with a cross and words beside it; till one was, it asks
// to be touched.

import { placed } from "./labels.js";

/** @import { PlaneValues, Place, Point } from "./types" */

// Inside `seen`, with marks of this size; `keep` has boxes that the words stay clear of. Returns its own and the words'.
export function paintFocus(b, draw, /** @type {PlaneValues} */ { focus: { index = -1, text = "" }, points, n_classes, cue }, at, seen, keep, s) {
  const point = points[index];
  if (!point) return [];
  const [x, y] = at(point), r = 9 * s, far = r + 14 * s, asks = cue && !b.gone, hand = asks && seen.width > 420;
  if (asks) draw.ring(x, y, far + 11 * s, 1.5 * s, b.ink.ink, 0.28);
  draw.disc(x, y, far, b.ink.paper, 0.8);
  draw.ring(x, y, far, 2.5 * s, b.ink.ink);
  draw.point([x, y], /** @type {Point} */ (point.with(3, false)), r, n_classes, seen);
  const half = [b.wide(text, 600) / 2 + (hand ? 25 : 16) * s, 15 * s], gap = far + 10 * s, out = far * 0.72 + 9 * s;
  const beside = /** @type {Place[]} */ ([[-1, 0], [1, 0], [0, -1], [0, 1]].map(([dx, dy]) => [x + dx * (gap + half[0]), y + dy * (gap + half[1])]));
  const [px, py] = placed(beside, half, [[x, y, far, far], ...keep], { ...seen, height: seen.height - b.size * 1.7 }); // clear of the numbers
  const near = [[px, py, ...half, 9], ...points.flatMap((each, i) => (i === index ? [] : [[...at(each), 5 * s, 5 * s]]))];
  const corners = /** @type {Place[]} */ ([[1, -1], [-1, -1], [1, 1], [-1, 1]].map(([dx, dy]) => [x + dx * out, y + dy * out]));
  draw.cross(...placed(corners, [9 * s, 9 * s], near, seen), 1.45 * s);
  draw.pill(text, px - half[0], py, 2 * half[0], 2 * half[1], s, hand ? undefined : false);
  return [[x, y, far, far], [px, py, ...half]];
}
