// The plane under sheets of glass: where they overlap their colours mix, and each piece has its code.
// Which piece is where, and where its code has room, Python says.

import { limit } from "./geometry.js";
import plane from "./plane.js";

const N_SHEETS = 4, RIBBED = 3; // hues, and from which neuron on glass is ribbed: as pictures/palette.py has it
const CROWD = 60; // so many points are no longer kept clear of words

/** @import { Line, Piece, Place, GlassValues, View } from "./types" */

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

  function under(b, at, seen) {
    const { pen, ink } = b, style = getComputedStyle(root), mixes = style.getPropertyValue("--nnlab-sheet-blend").trim();
    const strength = parseFloat(style.getPropertyValue("--nnlab-sheet-strength"));
    for (const { code, polygon } of part.values.pieces) {
      const places = polygon.map(at), shape = () => { for (const [x, y] of places) pen.lineTo(x, y); };
      b.fill(ink.paper, shape);
      pen.save();
      pen.globalAlpha = strength;
      pen.globalCompositeOperation = mixes === "multiply" ? "multiply" : "source-over";
      [...code].forEach((digit, j) => { if (digit === "1") b.fill(ink[`sheet-${(j % N_SHEETS) + 1}`], shape); });
      pen.restore();
    }
    for (let j = RIBBED; j < part.values.lines.length; j++) ribs(b, at, seen, j);
  }
  // Strokes across the glass of neuron j.
  function ribs({ pen, ink, scale, stroke }, at, { width, height }, j) {
    pen.save();
    pen.beginPath();
    for (const { code, polygon } of part.values.pieces) {
      if (code[j] === "1") polygon.map(at).forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    }
    pen.clip();
    for (let x = -height; x < width; x += 11 * scale) stroke([[x, height], [x + height, 0]], ink.ink, 1.3 * scale, { alpha: 0.22 });
    pen.restore();
  }

  // Each line has its neuron's number where it enters the picture, above or on the right if it can.
  function numbers(b, { width, height }, drawn, taken) {
    const { pen, ink, scale } = b, r = 10.5 * scale, edge = r + 5 * scale, found = /** @type {number[][]} */ ([]);
    const size = b.size, names = [[0, 0], [width, height]].map(([x, y]) => [x, y, 2.2 * size]); // of the axes
    drawn.forEach(({ segment, selected }, j) => {
      if (!segment || drawn.length < 2) return;
      const [[ax, ay], [zx, zy]] = segment, steps = Math.ceil(Math.hypot(zx - ax, zy - ay) / (6 * scale));
      const all = Array.from({ length: steps + 1 }, (_, k) => [ax + (k / steps) * (zx - ax), ay + (k / steps) * (zy - ay)])
        .filter(([x, y]) => x >= edge && x <= width - edge && y >= edge && y <= height - edge);
      if (!all.length) return;
      const far = (/** @type {number[]} */ [x, y]) => x - y; // the largest above on the right
      if (far(all[0]) < far(all[all.length - 1])) all.reverse();
      const free = (/** @type {number[]} */ [x, y]) => [...taken, ...names, ...found].every(([tx, ty, w, h = w]) => Math.abs(tx - x) > w + r + 2 || Math.abs(ty - y) > h + r + 2);
      const [x, y] = [...all.slice(0, 24), ...all.slice(-24).reverse()].find(free) ?? all[0];
      b.fill(ink.paper, () => pen.arc(x, y, r, 0, 7), selected ? ink.paper : ink.ink, (selected ? 5 : 3.2) * scale);
      if (selected) b.fill(ink.ink, () => pen.arc(x, y, r, 0, 7));
      else {
        pen.globalAlpha = 0.45;
        b.fill(ink[`sheet-${(j % N_SHEETS) + 1}`], () => pen.arc(x, y, r, 0, 7));
        pen.globalAlpha = 1;
      }
      b.size = size * 0.95;
      b.text(String(j), x, y + 0.5, "center", { color: selected ? ink.paper : ink.ink, weight: 700 });
      b.size = size;
      found.push([x, y, r + 2, r + 2]);
    });
    return found;
  }

  // The codes, each at the first of its places that is free; where a piece has no room, beside it, with
  // a line that leads there, but not while words ask for a line. Returns where they stand.
  function over(b, at, seen, /** @type {Line[]} */ lines) {
    const { pieces, points, cue } = part.values, crowd = points.length > CROWD;
    const { pen, ink } = b, chips = /** @type {number[][]} */ ([]), narrow = /** @type {Piece[]} */ ([]);
    const taken = crowd ? [] : points.map((point) => [...at(point), 11 * b.scale]);
    const held = lines.find(({ selected }) => selected);
    if (held?.anchor) {
      const [from, to] = [at(held.anchor), at(held.head)];
      const beside = seen.width < 420 ? [71] : [71, 129]; // where the words "drag a line" stand
      taken.push(...beside.map((far) => [from[0] - far * b.scale, from[1], 29 * b.scale]), [...from, (cue ? 36 : 14) * b.scale], ...[0.3, 0.6, 1].map((t) => [...from.map((v, i) => v + t * (to[i] - v)), 8 * b.scale]));
      const r = Math.hypot(to[0] - from[0], to[1] - from[1]), angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
      if (cue) taken.push(...[-1, 1].map((side) => angle + (side * 44 * b.scale) / r).map((way) => [from[0] + r * Math.cos(way), from[1] + r * Math.sin(way), 15 * b.scale])); // both ways to turn
    }
    const named = numbers(b, seen, lines.map((line) => ({ ...line, segment: line.segment?.map(at) })), [...taken, ...points.map((point) => [...at(point), 5 * b.scale])]);
    taken.push(...named);
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
      const room = half.map((each) => each + 5); // and off the frame
      const inside = ([px, py]) => [px - room[0], seen.width - room[0] - px, py - room[1], seen.height - room[1] - py].every((free) => free > -0.5);
      const mean = [0, 1].map((i) => edges.reduce((sum, place) => sum + place[i], 0) / edges.length);
      const found = [...places.map(at), ...edges.map((place) => /** @type {Place} */ (place.map((v, i) => v + 0.5 * (mean[i] - v))))].flatMap((place) => [place, [limit(place[0], room[0], seen.width - room[0]), limit(place[1], room[1], seen.height - room[1])]])
        .find((place) => inside(place) && clear(place, edges) > 9 * b.scale
          && taken.every(([tx, ty, r]) => Math.abs(tx - place[0]) >= r + half[0] - 2 || Math.abs(ty - place[1]) >= r + half[1] - 2));
      if (found) chip(code, found, half);
      else narrow.push(piece);
    }
    const corner = 60 * b.scale; // where the axes' names stand
    for (const { code, polygon } of crowd || cue ? [] : narrow) { // in a crowd it would lie on points
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
    return [...named, ...chips];
  }
  return plane({ ...v, under, over });
};
