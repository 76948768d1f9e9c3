// The plane under sheets of glass: where they overlap their colours mix, and each piece has its code.
// Which piece is where, and where its code has room, Python says.

import { limit } from "./geometry.js";
import plane from "./plane.js";

/** @import { Piece, Place, GlassValues, View } from "./types" */

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

  // The codes, each at the first of its places that is free; where a piece has no room, beside it, with
  // a line that leads there. Returns where they stand.
  function over(b, at, seen) {
    const { pieces, points, lines, coded } = part.values;
    if (!coded) return [];
    const { pen, ink } = b, chips = /** @type {number[][]} */ ([]), narrow = /** @type {Piece[]} */ ([]);
    const taken = points.map((point) => [...at(point), 11 * b.scale]);
    const held = lines.find(({ selected }) => selected);
    if (held?.anchor) {
      const [from, to] = [at(held.anchor), at(held.head)];
      const beside = seen.width < 420 ? [71] : [71, 129]; // where the words "drag a line" stand
      taken.push(...beside.map((far) => [from[0] - far * b.scale, from[1], 29 * b.scale]), [...from, 14 * b.scale], ...[0.3, 0.6, 1].map((t) => [...from.map((v, i) => v + t * (to[i] - v)), 8 * b.scale]));
    }
    const sizeOf = (code) => [b.wide(code, 700) / 2 + 9 * b.scale + code.length, 13 * b.scale];
    const chip = (code, [x, y], half) => {
      pen.globalAlpha = 0.82;
      b.fill(ink.paper, () => pen.roundRect(x - half[0], y - half[1], 2 * half[0], 2 * half[1], half[1]));
      pen.globalAlpha = 1;
      pen.letterSpacing = "1.5px";
      b.text(code, x + 0.75, y + 0.5, "center", { color: ink.ink, weight: 700 });
      pen.letterSpacing = "0px";
      chips.push([x, y, ...half]);
    };
    for (const piece of /** @type {Piece[]} */ (pieces)) {
      const { code, polygon, places } = piece, half = sizeOf(code), edges = polygon.map(at);
      const room = half.map((each) => each + 7); // and off the frame
      const inside = ([px, py]) => [px - room[0], seen.width - room[0] - px, py - room[1], seen.height - room[1] - py].every((free) => free > -0.5);
      const found = places.map(at).flatMap((place) => [place, [limit(place[0], room[0], seen.width - room[0]), limit(place[1], room[1], seen.height - room[1])]])
        .find((place) => inside(place) && clear(place, edges) > 9 * b.scale
          && taken.every(([tx, ty, r]) => Math.abs(tx - place[0]) >= r + half[0] - 2 || Math.abs(ty - place[1]) >= r + half[1] - 2));
      if (found) chip(code, found, half);
      else narrow.push(piece);
    }
    const corner = 60 * b.scale; // where the axes' names stand
    for (const { code, polygon } of narrow) {
      const edges = polygon.map(at), mean = [0, 1].map((i) => edges.reduce((sum, place) => sum + place[i], 0) / edges.length);
      const within = [mean, ...edges.map((place) => place.map((v, i) => (v + mean[i]) / 2))]
        .map(([px, py]) => ({ xy: [px, py], room: Math.min(clear([px, py], edges), px, py, seen.width - px, seen.height - py) }));
      const { xy: [x, y], room } = within.reduce((best, each) => (each.room > best.room ? each : best)), half = sizeOf(code);
      if (room < 1.5) continue; // nobody sees it
      const free = ([px, py]) => px > half[0] + 7 && px < seen.width - half[0] - 7 && py > half[1] + 7 && py < seen.height - half[1] - corner / 2
        && taken.every(([tx, ty, r]) => Math.abs(tx - px) > r + half[0] || Math.abs(ty - py) > r + half[1])
        && chips.every(([tx, ty, w, h]) => Math.abs(tx - px) > w + half[0] + 4 || Math.abs(ty - py) > h + half[1] + 4);
      const around = [40, 52, 66, 82].flatMap((far) => Array.from({ length: 16 }, (_, k) => /** @type {Place} */ (
        [x + far * b.scale * Math.cos((k * Math.PI) / 8), y - far * b.scale * Math.sin((k * Math.PI) / 8)])));
      const beside = around.find(free);
      if (!beside) continue;
      if (clear(beside, edges) < 0) { // in another piece
        b.stroke([[x, y], beside], ink.paper, 4 * b.scale, { alpha: 0.6 });
        b.stroke([[x, y], beside], ink.ink, 1.4 * b.scale);
        b.dot(x, y, 2.6 * b.scale, ink.ink);
      }
      chip(code, beside, half);
    }
    return chips;
  }
  return plane({ ...v, under, over });
};
