// Ink in pixels as the strokes of the pen that may have left it: smooth between the pixels, with an edge.

const EDGE = 0.6, RIM = 1.5; // of full ink: where a stroke's edge is; and how wide, in pixels of the canvas
const OUTSIDE = -0.6; // ink beyond the paper: less than none, so that a stroke bends back before its edge

// How much a pixel counts at this distance from its middle, after Mitchell and Netravali.
export function kernel(/** @type {number} */ far) {
  const x = Math.abs(far);
  if (x < 1) return (7 * x ** 3 - 12 * x ** 2 + 16 / 3) / 6;
  return x < 2 ? ((-7 / 3) * x ** 3 + 12 * x ** 2 - 20 * x + 32 / 3) / 6 : 0;
}

// n × n values from 0 to 1 as side × side bytes, from 0, paper, to 255, ink; beyond the edge lies OUTSIDE.
// With a `line`, so wide, only its edge is inked.
/** @param {ArrayLike<number>} values @param {number} n @param {number} side */
export function strokes(values, n, side, line = 0) {
  const taps = Array.from({ length: side }, (_, p) => {
    const u = ((p + 0.5) / side) * n - 0.5, from = Math.floor(u) - 1;
    return [from, from + 1, from + 2, from + 3].filter((i) => i >= 0 && i < n).map((i) => [i, kernel(u - i)]);
  });
  const across = new Float32Array(n * side), smooth = new Float32Array(side * side), bytes = new Uint8ClampedArray(side * side);
  for (let row = 0; row < n; row++) {
    for (let p = 0; p < side; p++) for (const [i, w] of taps[p]) across[row * side + p] += w * (values[row * n + i] - OUTSIDE);
  }
  for (let q = 0; q < side; q++) {
    for (let p = 0; p < side; p++) for (const [i, w] of taps[q]) smooth[q * side + p] += w * across[i * side + p];
  }
  for (let q = 0; q < side; q++) {
    const up = Math.max(q - 1, 0) * side, down = Math.min(q + 1, side - 1) * side;
    for (let p = 0; p < side; p++) {
      const k = q * side + p, dx = (smooth[q * side + Math.min(p + 1, side - 1)] - smooth[q * side + Math.max(p - 1, 0)]) / 2, dy = (smooth[down + p] - smooth[up + p]) / 2;
      const far = (smooth[k] + OUTSIDE - EDGE) / (Math.hypot(dx, dy) + 1e-4); // px from the edge
      bytes[k] = 255 * (0.5 + (line ? line / 2 - Math.abs(far) : far / RIM));
    }
  }
  return bytes;
}

// layer(values, n, color) -> a canvas of them in this colour, painted anew where either differs.
export function strokesLayer(side = 320) {
  const layer = document.createElement("canvas");
  layer.width = layer.height = side;
  let known = "";
  return (/** @type {number[]} */ values, /** @type {number} */ n, /** @type {string} */ color, line = 0) => {
    const key = [color, line, ...values].join();
    if (key === known) return layer;
    known = key;
    const pen = /** @type {CanvasRenderingContext2D} */ (layer.getContext("2d")), image = pen.createImageData(side, side);
    const alpha = strokes(values, n, side, line), [r, g, b] = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16));
    alpha.forEach((a, k) => image.data.set([r, g, b, a], 4 * k));
    pen.putImageData(image, 0, 0);
    return layer;
  };
}
