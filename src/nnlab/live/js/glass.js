// The plane under sheets of glass: where they overlap their colours mix, and each piece has its code.
// Which piece is where, and where its code has room, Python says.

import { bare, HEAVY, placed } from "./labels.js";
import plane from "./plane.js";

const N_SHEETS = 4, RIBBED = 3; // hues, and from which neuron on glass is ribbed: as pictures/palette.py has it
const CROWD = 60, PALE = 0.35; // so many points are no longer all kept clear of words, and glass under them is paler: as pictures/palette.py has it
const FINE = 11, GRID = 24; // px between places at which a code is tried, and how many a side at most
const ACROSS = 6; // points that a border under a code counts for
const AFAR = 40; // steps that the far end of a line counts for, where its number may stand, too

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
    if (part.values.points.length <= CROWD) return;
    pen.globalAlpha = PALE;
    b.fill(ink.paper, () => pen.rect(0, 0, seen.width, seen.height));
    pen.globalAlpha = 1;
  }
  // Strokes across the glass of neuron j.
  function ribs({ pen, ink, scale, striped }, at, { width, height }, j) {
    striped(() => {
      for (const { code, polygon } of part.values.pieces) {
        if (code[j] === "1") polygon.map(at).forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      }
    }, width, height, 15 * scale, ink.ink, 1.2 * scale, 0.17);
  }

  // Each line has its neuron's number where it enters the picture, above or on the right if it can.
  function numbers(b, { width, height }, drawn, taken) {
    const { pen, ink, scale, size } = b, r = 10.5 * scale, edge = r + 5 * scale, found = /** @type {number[][]} */ ([]);
    drawn.forEach(({ segment, selected }, j) => {
      if (!segment || drawn.length < 2) return;
      const [[ax, ay], [zx, zy]] = segment, steps = Math.ceil(Math.hypot(zx - ax, zy - ay) / (3 * scale));
      const all = Array.from({ length: steps + 1 }, (_, k) => [ax + (k / steps) * (zx - ax), ay + (k / steps) * (zy - ay)])
        .filter(([x, y]) => x >= edge && x <= width - edge && y >= edge && y <= height - edge);
      if (!all.length) return;
      if (ax - ay < zx - zy) all.reverse(); // first above or on the right, then at the other end
      const [x, y] = placed(all.map((place, k) => [...place, Math.min(k, all.length + AFAR - k) / 20]), [r + 2, r + 2], [...taken, ...found], { left: 0, top: 0, width, height });
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
      found.push([x, y, r + 2, r + 2, HEAVY]);
    });
    return found;
  }

  // The codes, each where it covers least: of a crowd's points few, of all else nothing. Where a piece has no
  // room, beside it, with a line that leads there. Returns where they stand, and what words keep off.
  function over(b, at, seen, /** @type {Line[]} */ lines) {
    const { pieces, points, curves, cue, ticks: [xs, ys], bounds: [x0, , y0], x_name, y_name } = part.values, crowd = points.length > CROWD;
    const { pen, ink, scale, size } = b, held = lines.find(({ selected }) => selected), hand = /** @type {number[][]} */ ([]);
    const keep = (/** @type {number[]} */ [x, y], r, counts = HEAVY) => hand.push([x, y, r, r, counts]);
    if (held?.anchor) {
      const [from, to] = [at(held.anchor), at(held.head)];
      keep(from, 13 * scale);
      for (const t of [0.3, 0.6, 1]) keep(from.map((v, i) => v + t * (to[i] - v)), 8 * scale);
      if (cue) keep(from, 36 * scale, ACROSS - 2);
      if (cue) hand.push(crowd ? [from[0], from[1] - 84 * scale, 58 * scale, 18 * scale, ACROSS] : [from[0] - 100 * scale, from[1], 58 * scale, 29 * scale, 1]); // where the words would stand
    }
    const flat = 0.6 * size, low = seen.height - size, wide = [x_name, y_name].map((name) => b.wide(name) / 2 + 4);
    hand.push([seen.width - 0.65 * size - wide[0], low - (x_name.length > 3 ? 1.4 * size : 0), wide[0], flat, HEAVY], [0.65 * size + wide[1], 1.1 * size, wide[1], flat, HEAVY]);
    const marked = (crowd ? 4 : 11) * scale, spots = points.map((point) => [...at(point), marked, marked, crowd ? 1 : HEAVY]);
    const named = numbers(b, seen, lines.map((line) => ({ ...line, segment: line.segment?.map(at) })), [...hand, ...spots]);
    const threads = curves.flatMap(({ points: [[ax, ay], [bx, by]] }) => [0.2, 0.35, 0.5, 0.65, 0.8].map((t) => [...at([ax + t * (bx - ax), ay + t * (by - ay)]), 4, 4, HEAVY]));
    const taken = [...hand, ...spots, ...named, ...threads, ...xs.map(([x, label]) => [at([x, y0])[0], low, b.wide(label) / 2, flat, HEAVY / 2]),
      ...ys.map(([y, label]) => [0.65 * size + b.wide(label) / 2, at([x0, y])[1], b.wide(label) / 2, flat, HEAVY / 2])];
    const pad = (crowd ? 4 : seen.width < 420 ? 5 : 9) * scale, ends = [seen.width, seen.height], chips = /** @type {number[][]} */ ([]);
    const tried = /** @type {Piece[]} */ (pieces).map(({ code, polygon, places }) => {
      const half = [b.wide(code, 700) / 2 + pad + code.length, pad + 4 * scale], edges = polygon.map(at);
      const [across, up] = [0, 1].map((k) => { // from where to where it can stand
        const own = edges.map((place) => place[k]), first = Math.max(Math.min(...own), 0) + half[k] + 2, last = Math.min(Math.max(...own), ends[k]) - half[k] - 2;
        const n = Math.min(GRID, Math.max(4, Math.round((last - first) / FINE)));
        return Array.from({ length: n }, (_, i) => first + (i * (last - first)) / (n - 1));
      });
      const inside = ([x, y]) => [-1, 1].every((side) => clear([x + side * half[0], y - half[1]], edges) > 0 && clear([x + side * half[0], y + half[1]], edges) > 0);
      const own = [...places.map(at), ...across.flatMap((x) => up.map((y) => /** @type {Place} */ ([x, y])))].filter(([x, y]) => (
        clear([x, y], edges) > 9 * scale && [x, y].every((v, k) => v > half[k] + 4 && v < ends[k] - half[k] - 4)));
      const [mx, my] = [0, 1].map((k) => edges.reduce((sum, place) => sum + place[k] / edges.length, 0)); // of all that cover as little the one nearest to its middle
      return { code, half, edges, from: places.map(at)[0], own: own.map((place) => [...place, (inside(place) ? 0 : ACROSS) + Math.hypot(place[0] - mx, place[1] - my) / 1000]) };
    });
    for (const { code, half, edges, from, own } of tried.sort((one, other) => other.own.length - one.own.length)) { // the roomiest first
      const beside = crowd || !from ? [] : [40, 52, 66, 82].flatMap((far) => Array.from({ length: 16 }, (_, k) => (
        [from[0] + far * scale * Math.cos((k * Math.PI) / 8), from[1] - far * scale * Math.sin((k * Math.PI) / 8), 2 * ACROSS])));
      const [x, y] = placed([...own, ...beside], half, [...taken, ...chips], seen);
      if ((crowd && !own.length) || !bare([x, y], half.map((each) => each - 2), crowd ? [] : [...taken, ...chips])) continue; // no room, or nobody sees it
      if (clear([x, y], edges) < 0) { // in another piece
        b.stroke([from, [x, y]], ink.paper, 4 * b.scale, { alpha: 0.6 });
        b.stroke([from, [x, y]], ink.ink, 1.4 * b.scale);
        b.dot(...from, 2.6 * b.scale, ink.ink);
      }
      const shape = () => pen.roundRect(x - half[0], y - half[1], 2 * half[0], 2 * half[1], half[1]);
      pen.globalAlpha = 0.82;
      b.fill(ink.paper, shape);
      pen.globalAlpha = 1;
      b.outline(shape, ink.ink, 1, { alpha: 0.16 }); // seen where there is no glass, too
      pen.letterSpacing = "1.5px";
      b.text(code, x + 0.75, y + 0.5, "center", { color: ink.ink, weight: 700 });
      pen.letterSpacing = "0px";
      chips.push([x, y, ...half, HEAVY]);
    }
    const along = lines.flatMap(({ segment }) => (segment ? Array.from({ length: 80 }, (_, k) => [...at(segment[0].map((v, i) => v + (k / 79) * (segment[1][i] - v))), 2, 2, HEAVY]) : []));
    return [...hand.filter(([, , , , counts]) => counts === HEAVY), ...threads, ...named, ...chips, ...along, ...spots.map((spot) => spot.with(4, HEAVY))];
  }
  return plane({ ...v, under, over });
};
