// Where a hand's own mark lies before Python has answered: what plots/geometry.py and the labs say,
// for the picture alone. Positions are [x, y] in the numbers of the axes.

/** @import { Bounds, Line, Path, Place } from "./types" */

const INSET = 0.1; // handles stay this fraction of the width inside the picture

/** @type {(from: Place, way: Place, s: number) => Place} */
const along = ([x, y], [dx, dy], s) => [x + s * dx, y + s * dy];
export const limit = (value, low, high) => Math.min(Math.max(value, low), high);

// For which [from, to] of s `point + s * way` lies within bounds; null for none.
/** @type {(point: Place, way: Place, bounds: Bounds) => [from: number, to: number] | null} */
export function clip(point, way, [x0, x1, y0, y1]) {
  let from = -Infinity, to = Infinity;
  for (const [p, d, low, high] of [[point[0], way[0], x0, x1], [point[1], way[1], y0, y1]]) {
    if (Math.abs(d) < 1e-12) { // parallel to this pair of edges
      if (p < low || p > high) return null;
      continue;
    }
    const a = (low - p) / d, b = (high - p) / d;
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from < to ? [from, to] : null;
}

// The line of a neuron through `point`, with `arrow` on it: as long as the picture lets it be.
/** @type {(point: Place, arrow: Place, bounds: Bounds) => Pick<Line, "segment" | "anchor" | "head">} */
function through(point, arrow, bounds) {
  const [x0, x1, y0, y1] = bounds, margin = INSET * Math.min(x1 - x0, y1 - y0);
  /** @type {Bounds} */
  const inner = [x0 + margin, x1 - margin, y0 + margin, y1 - margin];
  const length = Math.hypot(...arrow) || 1;
  /** @type {Place} */
  const way = [arrow[1] / length, -arrow[0] / length];
  const whole = clip(point, way, bounds);
  /** @type {Place} */
  let anchor = [limit(point[0], inner[0], inner[1]), limit(point[1], inner[2], inner[3])];
  if (whole) {
    let room = clip(point, way, inner) ?? whole.map(() => (whole[0] + whole[1]) / 2);
    const heads = clip(along(point, arrow, 1), way, inner);
    const both = heads && [Math.max(room[0], heads[0]), Math.min(room[1], heads[1])];
    if (both && both[0] <= both[1]) room = both;
    anchor = along(point, way, limit(0, room[0], room[1]));
  }
  const fits = [inner, bounds].map((/** @type {Bounds} */ box) => clip(anchor, arrow, box)?.[1] ?? 0).find((most) => most > 0.3) ?? 0.3;
  return { segment: whole && whole.map((s) => along(point, way, s)), anchor, head: along(anchor, arrow, Math.min(1, fits)) };
}

// The y of a curve, a list of [x, y] in order of x, at `x`; null where it has none.
/** @type {(points: Place[], x: number) => number | null} */
export function heightAt(points, x) {
  const next = points.findIndex(([px]) => px >= x);
  if (next < 0 || (next === 0 && points[0][0] > x)) return null;
  const [bx, by] = points[next], [ax, ay] = points[Math.max(next - 1, 0)];
  return bx === ax ? by : ay + ((x - ax) / (bx - ax)) * (by - ay);
}

// A line as it is while its `part`, "middle" or "arrow", is held at `hand`: shifted by its dot, turned by
// its arrow round the dot. What only Python can say (its label) is left out.
/** @type {(line: Line & { anchor: Place }, part: "middle" | "arrow", hand: Place, bounds: Bounds) => Line} */
export function held(line, part, hand, bounds) {
  if (!line.head) return line;
  const [x0, x1, y0, y1] = bounds, [ax, ay] = line.anchor, bare = { ...line, label: "" };
  /** @type {Place} */
  const arrow = [line.head[0] - ax, line.head[1] - ay];
  if (part === "middle") return { ...bare, ...through([limit(hand[0], x0, x1), limit(hand[1], y0, y1)], arrow, bounds) };
  const dx = hand[0] - ax, dy = hand[1] - ay, grow = Math.hypot(...arrow) / (Math.hypot(dx, dy) || 1);
  return { ...bare, ...through(line.anchor, [dx * grow, dy * grow], bounds) };
}

// A line on its way from one place to another: `t` from 0 to 1.
/** @type {(from: Line, to: Line, t: number) => Line} */
export function between(from, to, t) {
  const mix = (a, b) => (a && b ? a.map((v, i) => (Array.isArray(v) ? mix(v, b[i]) : v + t * (b[i] - v))) : b);
  return { ...to, segment: mix(from.segment, to.segment), anchor: mix(from.anchor, to.anchor), head: mix(from.head, to.head) };
}
