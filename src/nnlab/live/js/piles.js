// Where tiles stand in a picture of that size: the twin of pictures/tiles.py, in px.

import { limit } from "./geometry.js";

/** @import { Spot, TilesValues } from "./types" */

const LARGEST = 110, ALONE = 420, BIG = 60, OPEN = 176, MARGIN = 20, HEAD = 40, FOOT = 76, GAP = 18, NARROW = 62, WORDS = 54, WALLS = 0.6, SHARE = 0.92;

// The largest side that so many tiles can have, and in how many rows: the fewest.
function largest(n, side) {
  let best = 0, rows = 1;
  for (let r = 1; r <= n; r++) if (side(r) > best + 1e-9) [best, rows] = [side(r), r];
  return [best, rows];
}

// The side of tiles in so many columns each, where none gets less than `narrow`.
function shared(columns, free, narrow) {
  let wide = columns, side = 0;
  columns.forEach(() => {
    side = (free - (columns.length - wide.length) * narrow) / Math.max(1, wide.reduce((a, b) => a + b, 0));
    wide = wide.filter((c) => c * side >= narrow);
  });
  return side;
}

// {tiles: [x, y, side] each, said: the same of the pile that was guessed, as far as it fits, slot: where that
// begins, a tile's side and how many a column, bins: [left, right] each, base}
/** @param {number} width @param {number} height @param {number} unit @param {TilesValues} marks */
export function places(width, height, unit, { n, bins, air, said }) {
  const tiles = /** @type {Spot[]} */ (new Array(n).fill(null));
  const count = bins.length, top = HEAD * unit, most = (n === 1 ? ALONE : LARGEST) * unit;
  const margin = Math.min(MARGIN * unit, 0.04 * width), base = height - FOOT * unit;
  const wide = width - 2 * margin, high = base - top, gap = Math.min(GAP * unit, 0.03 * wide), room = (1 - air) * high;
  const free = wide - (count - 1) * gap, narrow = Math.max(NARROW * unit, WORDS);
  const [side, rows] = largest(n, (r) => { // while more may fall, wherever they will
    const columns = Math.ceil(n / r), alone = (free - (count - 1) * narrow) / columns;
    if (air) return Math.min(room / r, free / (columns + count - 1), alone, most);
    return Math.min(room / r, shared(bins.map(([, inside]) => Math.ceil(inside.length / r)), free, narrow), most);
  });
  const across = bins.map(([, inside]) => Math.max(1, Math.ceil(inside.length / rows)));
  const widths = across.map((c) => Math.max(c * side, narrow));
  const spare = wide - widths.reduce((a, b) => a + b, 0); // what was said has its room, as far as there is any
  const grown = said && air ? Math.max(0, Math.min(Math.ceil(said / rows) * side - widths[0], spare - (count - 1) * gap)) : 0;
  widths[0] += grown;
  const rest = spare - grown, wider = air ? WALLS * rest : 0; // while others may fall bins are wide
  const between = (rest - wider) / Math.max(1, count - 1);
  let x = count > 1 ? margin : margin + between / 2;
  const edges = bins.map(([, inside], k) => {
    const inset = air ? 0 : (widths[k] - across[k] * side) / 2;
    inside.forEach((i, j) => { // while more may fall, a column at a time, so that none that lies has to move again
      const [up, along] = air ? [j % rows, Math.floor(j / rows)] : [Math.floor(j / across[k]), j % across[k]];
      tiles[i] = [x + inset + along * side, base - (up + 1) * side, side];
    });
    const from = x, to = from + widths[k] + (said ? (k ? 0 : wider) : wider / count);
    x = to + between;
    return [from, to];
  });
  const fits = air && side ? Math.min(said, rows * Math.floor((edges[0][1] - margin) / side + 1e-6)) : 0;
  const pile = Array.from({ length: fits }, (_, j) => /** @type {Spot} */ ([margin + Math.floor(j / rows) * side, base - (j % rows + 1) * side, side]));
  const over = Math.max(air * high - 8 * unit, 1);
  const [each, per] = largest(n, (p) => (n % p ? 0 : Math.min(wide / p, over / (n / p), most))); // in full rows: 256 are seen to be 256
  const apart = wide / per, first = top + Math.max(0, over - n / per * each) / 2; // over all of the bins
  for (let i = 0; i < n; i++) if (!tiles[i]) tiles[i] = [margin + (i % per + 0.5) * apart - each / 2, first + Math.floor(i / per) * each, each];
  return { tiles, bins: edges, said: pile, slot: [margin, side, rows], base };
}

// Where the open tile is drawn large: over its tile, under it or beside it; a large one is covered by it.
/** @returns {Spot} */
export function openedPlace(width, height, unit, /** @type {Spot} */ [x, y, room], whole = false) {
  const edge = 8 * unit, away = 24 * unit, own = SHARE * room, base = height - FOOT * unit;
  if (whole) { // its axes' numbers stand to the left and below
    const full = Math.min(width, height) - 2 * edge - away;
    return [(width - full + away) / 2, (height - full - away) / 2, full];
  }
  const side = Math.max(own, Math.min(OPEN * unit, 0.42 * height, width - 2 * edge));
  let left = x + (own - side) / 2, top = y + (own - side) / 2;
  if (room < BIG * unit) {
    if (y - away - side >= edge) top = Math.min(48 * unit, y - away - side);
    else if (y + own + away + side <= base) top = y + own + away;
    else left = x > width / 2 ? x - away - side : x + own + away;
  }
  return [limit(left, edge, width - side - edge), limit(top, edge, base - side), side];
}

// The corners of what ties the open tile to its own; [] where it covers that.
/** @param {number} inset */
export function ties(/** @type {Spot} */ [tx, ty, room], /** @type {Spot} */ [x, y, side], inset) {
  const own = SHARE * room, right = tx + own, bottom = ty + own;
  const across = (edge, end) => [[x + inset, edge], [tx, end], [right, end], [x + side - inset, edge]];
  const along = (edge, end) => [[edge, y + inset], [end, ty], [end, bottom], [edge, y + side - inset]];
  if (y + side <= ty) return across(y + side - 2, ty);
  if (y >= bottom) return across(y + 2, bottom);
  if (x + side <= tx) return along(x + side - 2, tx);
  return x >= right ? along(x + 2, right) : [];
}

// The tile next to `from` in a direction; `from` where there's none.
/** @param {Spot[]} tiles @param {number} from */
export function neighbour(tiles, from, dx, dy) {
  const middle = ([x, y, s]) => [x + s / 2, y + s / 2], [fx, fy] = middle(tiles[from]);
  let best = from, least = Infinity;
  tiles.forEach((tile, i) => {
    const [x, y] = middle(tile), along = (x - fx) * dx + (y - fy) * dy, aside = Math.abs((x - fx) * dy) + Math.abs((y - fy) * dx);
    if (along < 1 || along + 3 * aside >= least) return;
    best = i;
    least = along + 3 * aside;
  });
  return best;
}
