// The plane under sheets of glass: where they overlap their colours mix, and each piece has its code.
// Which piece is where, and where its code has room, Python says.

import plane from "./plane.js";

/** @import { Piece, GlassValues, View } from "./types" */

const limit = (v, low, high) => Math.min(Math.max(v, low), high);

// How far a place is from the nearest edge of a convex polygon; below 0 outside.
function clear([x, y], corners) {
  const sides = corners.map(([bx, by], k) => {
    const [ax, ay] = corners.at(k - 1);
    return ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / (Math.hypot(bx - ax, by - ay) || 1);
  });
  return Math.max(Math.min(...sides), -Math.max(...sides)); // whichever way round they go
}

export default (/** @type {View<GlassValues>} */ v) => {
  const { part, root } = v;

  function under(b, at) {
    const { pen, ink } = b, style = getComputedStyle(root), mixes = style.getPropertyValue("--nnlab-sheet-blend").trim();
    const strength = parseFloat(style.getPropertyValue("--nnlab-sheet-strength"));
    for (const { code, polygon } of part.values.pieces) {
      const places = polygon.map(at), shape = () => { for (const [x, y] of places) pen.lineTo(x, y); };
      b.fill(ink.paper, shape);
      pen.save();
      pen.globalAlpha = strength;
      pen.globalCompositeOperation = mixes === "multiply" ? "multiply" : "source-over";
      [...code].forEach((digit, j) => { if (digit === "1") b.fill(ink[`sheet-${(j % 3) + 1}`], shape); });
      pen.restore();
    }
  }

  // The codes, each at the first of its places that is free; where there is no room, none.
  function over(b, at, seen) {
    const { pieces, points, lines, coded } = part.values;
    if (!coded) return;
    const { pen, ink } = b;
    const taken = points.map((point) => [...at(point), 11 * b.scale]);
    const held = lines.find(({ selected }) => selected);
    if (held?.anchor) {
      const [from, to] = [at(held.anchor), at(held.head)];
      taken.push([...from, 14 * b.scale], ...[0.3, 0.6, 1].map((t) => [...from.map((v, i) => v + t * (to[i] - v)), 8 * b.scale]));
    }
    for (const { code, polygon, places } of /** @type {Piece[]} */ (pieces)) {
      const half = [b.wide(code, 700) / 2 + 9 * b.scale + code.length, 13 * b.scale], edges = polygon.map(at);
      const room = half.map((each) => each + 7); // and off the frame
      const inside = ([px, py]) => [px - room[0], seen.width - room[0] - px, py - room[1], seen.height - room[1] - py].every((free) => free > -0.5);
      const found = places.map(at).flatMap((place) => [place, [limit(place[0], room[0], seen.width - room[0]), limit(place[1], room[1], seen.height - room[1])]])
        .find((place) => inside(place) && clear(place, edges) > 9 * b.scale
          && taken.every(([tx, ty, r]) => Math.abs(tx - place[0]) >= r + half[0] - 2 || Math.abs(ty - place[1]) >= r + half[1] - 2));
      if (!found) continue;
      const [x, y] = found;
      pen.globalAlpha = 0.82;
      b.fill(ink.paper, () => pen.roundRect(x - half[0], y - half[1], 2 * half[0], 2 * half[1], half[1]));
      pen.globalAlpha = 1;
      pen.letterSpacing = "1.5px";
      b.text(code, x + 0.75, y + 0.5, "center", { color: ink.ink, weight: 700 });
      pen.letterSpacing = "0px";
    }
  }
  return plane({ ...v, under, over });
};
