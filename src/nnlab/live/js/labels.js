// Where words find room in a picture: all in px.

/** @import { Place } from "./types" */

/** @type {Place[]} */
const SIDES = [[1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1], [0, 1], [0, -1]];

export const HEAVY = 20; // what counts so much is never covered by words that could be left out

// Of these `places`, [x, y, what it costs if not 0], the first at which words (half = [wide, high]) cover least of what is `taken`, each
// [x, y, half its width, half its height, what that counts if not 1]; all are first moved into the plot area.
/** @param {number[][]} places @param {number[]} half @param {number[][]} taken @returns {Place} */
export function placed(places, [wide, high], taken, { left, top, width, height }) {
  const limit = (v, low, high) => Math.max(Math.min(v, high), low);
  let best = /** @type {Place} */ ([0, 0]), least = Infinity;
  for (const [px, py, costs = 0] of places) {
    const x = limit(px, left + wide + 2, left + width - wide - 2), y = limit(py, top + high, top + height - high - 2);
    const covered = taken.reduce((sum, [tx, ty, w, h, counts = 1]) => sum + (Math.abs(tx - x) < wide + w && Math.abs(ty - y) < high + h ? counts : 0), costs);
    if (covered < least) { best = [x, y]; least = covered; }
  }
  return best;
}

// Whether words there cover nothing of all that counts so much.
/** @param {number[]} xy @param {number[]} half @param {number[][]} taken */
export const bare = ([x, y], [wide, high], taken) => taken.every(([tx, ty, w, h, counts = 1]) => counts < HEAVY || Math.abs(tx - x) >= wide + w || Math.abs(ty - y) >= high + h);

// Places on all sides of a mark at [x, y], `gap` px clear of it.
/** @param {Place} xy @param {number[]} half @returns {Place[]} */
export const around = ([x, y], [wide, high], gap) => SIDES.map(([sx, sy]) => [x + sx * (wide + gap), y + sy * (high + gap)]);

// Places over and under [x, y], in steps.
/** @param {Place} xy @returns {Place[]} */
export const stacked = ([x, y], step) => Array.from({ length: 24 }, (_, k) => [x, y + (k % 2 ? -1 : 1) * Math.ceil(k / 2) * step]);

// Whether a line through these places runs through words at [x, y].
/** @param {number[]} xy @param {number[]} half @param {Place[]} places */
export const struck = (xy, half, places) => places.some((to, i) => {
  if (!i) return false;
  let first = 0, last = 1; // the part of this piece that lies between their edges
  for (const k of [0, 1]) {
    const from = places[i - 1][k], way = to[k] - from, ends = [-half[k], half[k]].map((side) => (xy[k] + side - from) / (way || 1e-9));
    first = Math.max(first, Math.min(...ends));
    last = Math.min(last, Math.max(...ends));
  }
  return first <= last;
});
