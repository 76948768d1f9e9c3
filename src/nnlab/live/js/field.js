// A field of bytes as colours: what the plane and the nodes of a network share. See
// pictures/field.py. A colour is a word as in an ImageData.

export const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
export const word = (/** @type {number[]} */ [r, g, b]) => (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
export const between = (a, b, t) => word(a.map((v, i) => Math.round(v + (b[i] - v) * t)));

// The colours of bytes: 0 no number, 1 negative ... 128 neutral ... 255 positive.
export function colours(...four) {
  const [p, a, m, b] = four.map(rgb);
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    if (byte === 0) return word(p);
    const t = (byte - 128) / 127;
    return t < 0 ? between(m, a, -t) : between(m, b, t);
  });
}

// Nine colours from one to the other: of an edge between them.
export const ramp = (low, high) => Array.from({ length: 9 }, (_, i) => between(rgb(low), rgb(high), i / 8));

// Into side × side pixels: two colours with a sharp edge where n × n bytes, row 0 at the bottom, read
// as a smooth surface, pass 128. Of `edge`, colours from the negative side's to the positive side's.
export function sharpen(pixels, side, bytes, n, edge) {
  const no = edge[0], yes = edge[edge.length - 1];
  const where = (k) => (k + 0.5) / side * n - 0.5; // pixel centre to cell
  const start = (i) => Math.min(side, Math.max(0, Math.ceil((i + 0.5) / n * side - 0.5)));
  const row = new Float32Array(n + 1);
  for (let py = 0; py < side; py++) {
    const y = Math.min(Math.max(where(side - 1 - py), 0), n - 1);
    const j = Math.min(Math.floor(y), Math.max(0, n - 2)), fy = n > 1 ? y - j : 0, up = n > 1 ? n : 0;
    for (let i = 0; i < n; i++) row[i] = bytes[j * n + i] * (1 - fy) + bytes[j * n + i + up] * fy - 128;
    row[n] = row[n - 1];
    for (let i = -1; i < n; i++) { // between the centres of cells i and i + 1
      const a = row[Math.max(i, 0)], b = row[i + 1];
      const from = i < 0 ? 0 : start(i), to = i === n - 1 ? side : start(i + 1);
      const k = j * n + Math.max(i, 0);
      const slope = Math.hypot(b - a, bytes[k + up] - bytes[k]) * n / side; // per pixel
      const flat = slope / 2;
      if ((a > flat && b > flat) || (a < -flat && b < -flat) || slope === 0) {
        pixels.fill(a + b > 0 ? yes : no, py * side + from, py * side + to);
        continue;
      }
      for (let px = from; px < to; px++) {
        const v = a + (b - a) * Math.min(Math.max(where(px) - i, 0), 1);
        const t = v / slope + 0.5; // how much of the pixel lies on the positive side
        pixels[py * side + px] = t <= 0 ? no : t >= 1 ? yes : edge[Math.round(t * (edge.length - 1))];
      }
    }
  }
}

// Where a field of n by n bytes, row 0 at the bottom, changes sides: pieces of lines, [x, y, x, y] each,
// in parts of the whole, y upwards. `power`, by which the bytes were made stronger, is undone first.
export function border(bytes, n, power = 1) {
  const at = (i) => Math.min(Math.max((i + 0.5) / n, 0), 1); // beyond the outer middles a cell goes on
  const values = Float32Array.from(bytes, (byte) => (byte ? Math.sign(byte - 128) * Math.abs((byte - 128) / 127) ** (1 / power) : NaN));
  const value = (i, j) => values[Math.min(Math.max(j, 0), n - 1) * n + Math.min(Math.max(i, 0), n - 1)];
  const lines = [];
  for (let j = -1; j < n; j++) {
    const [y0, y1] = [at(j), at(j + 1)];
    for (let i = -1; i < n; i++) {
      const [x0, x1] = [at(i), at(i + 1)];
      /** @type {[number, number, number][]} */
      const corners = [[x0, y0, value(i, j)], [x1, y0, value(i + 1, j)], [x1, y1, value(i + 1, j + 1)], [x0, y1, value(i, j + 1)]];
      const ends = corners.flatMap(([x, y, v], k) => {
        const [nx, ny, nv] = corners[(k + 1) % 4], t = v / (v - nv);
        return v > 0 !== nv > 0 && v - nv ? [x + t * (nx - x), y + t * (ny - y)] : []; // NaN isn't drawn
      });
      for (let k = 0; k + 3 < ends.length; k += 4) if (ends.every(Number.isFinite)) lines.push(ends.slice(k, k + 4));
    }
  }
  return lines;
}

// The four colours of a field, or of a small map, for `colours`, out of the theme's.
export const tones = (ink, kind = "field") => [ink.paper, ink[`${kind}-negative`], ink.neutral, ink[`${kind}-positive`]];

// Those of heights, which have no sides and so no hue: from paper up to grey.
export const greys = (/** @type {any} */ { paper, soft }) => [paper, paper, ...[0.3, 0.6].map((t) =>
  "#" + rgb(paper).map((v, i) => Math.round(v + (rgb(soft)[i] - v) * t).toString(16).padStart(2, "0")).join(""))];

// paint(pen, bytes, n, four, sharp, x, y, side): a field of n by n bytes in these colours into a square
// of a canvas, in the canvas's own pixels.
export function fieldPainter() {
  const cells = document.createElement("canvas"); // the field, a pixel a cell
  let image = new ImageData(1, 1); // kept: a new one for each picture is megabytes of litter
  let table = new Uint32Array(), edge = [0], key = ""; // of the four colours

  return (pen, bytes, n, four, sharp, x, y, side) => {
    if (key !== four.join()) {
      key = four.join();
      table = colours(...four);
      edge = ramp(four[1], four[3]);
    }
    const size = sharp ? side : n;
    if (image.width !== size) image = new ImageData(size, size);
    const pixels = new Uint32Array(image.data.buffer);
    if (sharp) {
      sharpen(pixels, side, bytes, n, edge);
    } else {
      for (let row = 0; row < n; row++) {
        const from = row * n, to = (n - 1 - row) * n;
        for (let i = 0; i < n; i++) pixels[to + i] = table[bytes[from + i]];
      }
    }
    if (cells.width !== size) cells.width = cells.height = size;
    cells.getContext("2d")?.putImageData(image, 0, 0);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(cells, x, y, side, side);
  };
}

// A plane's field on a canvas of its own: painted anew where the field, its colours or its size differ.
// layer(values, ink, side) -> the canvas, side × side of the screen's own pixels.
export function fieldLayer() {
  const layer = document.createElement("canvas"), paint = fieldPainter();
  let painted = "", field = null; // what it shows
  return (values, ink, side) => {
    const { field: data, size: n, crisp, heights } = values, four = heights ? greys(ink) : tones(ink);
    const key = [...four, side, n, crisp].join();
    if (field === data && painted === key) return layer;
    field = data;
    painted = key;
    if (layer.width !== side) layer.width = layer.height = side;
    const under = /** @type {CanvasRenderingContext2D} */ (layer.getContext("2d"));
    const bytes = data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : [];
    if (n > 0 && bytes.length === n * n) paint(under, bytes, n, four, crisp, 0, 0, side);
    else {
      under.fillStyle = ink.paper;
      under.fillRect(0, 0, side, side);
    }
    return layer;
  };
}
