// Where words find room in a picture: all in px.

// Beside `anchor` instead of at `wanted`, where words (half = [wide, high]) cover least of `marks`,
// each [x, y, half its width, half its height]; never outside the plot area {left, top, width, height}.
export function beside(wanted, half, anchor, gap, marks, { left, top, width, height }) {
  const [wide, high] = half;
  const covers = ([x, y]) => marks.filter(([px, py, w, h]) => Math.abs(px - x) < wide + w && Math.abs(py - y) < high + h).length;
  let best = wanted, least = covers(wanted);
  for (const [sx, sy] of [[1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1], [0, 1], [0, -1]]) {
    if (!least) break;
    const x = anchor[0] + sx * (wide + gap), y = anchor[1] + sy * (high + gap), count = covers([x, y]);
    const out = x - wide < left || x + wide > left + width || y - high < top || y + high > top + height;
    if (!out && count < least) { best = [x, y]; least = count; }
  }
  return best;
}

// Beside a mark at [x, y] and below it, `away` from it to the side where there is room for words half
// as wide as `half`, inside the plot area {left, top, width, height}.
/** @returns {[number, number]} */
export function aside([x, y], half, away, { left, top, width, height }) {
  const right = x + away + 2 * half < left + width ? 1 : -1, below = y + 24 < top + height ? 1 : -1;
  return [x + right * (away + half), y + below * 15];
}

// A box {x, y, wide, high} (x its left edge, y its middle) moved up or down until it lies on none of
// `taken`, inside the plot area {top, height}.
export function freed({ x, y, wide, high }, taken, { top, height }) {
  const inside = (v) => Math.min(Math.max(v, top + high / 2), top + height - high / 2 - 2);
  const free = (v) => taken.every((t) => x + wide < t.x || x > t.x + t.wide || Math.abs(v - t.y) >= (high + t.high) / 2 - 2);
  let at = inside(y);
  for (let k = 1; k < 16 && !free(at); k++) at = inside(y + (k % 2 ? 1 : -1) * Math.ceil(k / 2) * high * 0.9);
  return { x, y: at, wide, high };
}

// The height nearest to `y` at which words of this size hide none of the heights `under` them.
export function offTheLine(under, y, size, { top, height }) {
  if (!under.length) return y - size * 1.1;
  const half = size * 0.9;
  const above = Math.min(...under, y + half) - half - 4, below = Math.max(...under, y - half) + half + 4;
  const fitsAbove = above - half > top, fitsBelow = below + half < top + height;
  return fitsAbove && (!fitsBelow || y - above <= below - y) ? above : fitsBelow ? below : above;
}
