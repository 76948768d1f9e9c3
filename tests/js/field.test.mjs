// The edge between two sides, and the colours of bytes, as matplotlib has them.
import assert from "node:assert/strict";
import test from "node:test";
import { border, colours, ramp, sharpen } from "../../src/nnlab/live/js/field.js";
import cases from "./cases.mjs";

test("each pixel is on the side on which Python has it; only at the edge there is a mixture", () => {
  for (const { n, side, bytes, sides } of cases.edges) {
    const pixels = new Uint32Array(side * side), edge = Uint32Array.from({ length: 9 }, (_, k) => k);
    sharpen(pixels, side, Uint8Array.from(bytes), n, edge);
    let mixed = 0;
    pixels.forEach((word, k) => {
      if (word === 0 || word === 8) assert.equal(word === 8, sides[k], `pixel ${k} of ${n} × ${n}`);
      else mixed += 1;
    });
    assert.ok(mixed > 0 && mixed < 12 * n * side, `${mixed} of ${side * side} are mixed`);
  }
});

test("a field of one side has one colour", () => {
  const pixels = new Uint32Array(100);
  sharpen(pixels, 10, new Uint8Array(9).fill(255), 3, [1, 2]);
  assert.ok(pixels.every((word) => word === 2));
  sharpen(pixels, 10, new Uint8Array(1).fill(1), 1, [1, 2]);
  assert.ok(pixels.every((word) => word === 1));
});

test("a byte has the colour that it has in print", () => {
  const table = colours(...cases.words.theme);
  cases.words.colours.forEach((rgb, byte) => {
    const mine = [0, 8, 16].map((shift) => (table[byte] >> shift) & 255);
    if (byte) assert.ok(mine.every((v, k) => Math.abs(v - rgb[k]) <= 1), `byte ${byte}: ${mine}, not ${rgb}`);
  });
  assert.equal(table[200] >>> 24, 255);
  assert.equal(ramp(cases.words.theme[1], cases.words.theme[3])[0], table[1]);
});

test("a border lies where the sides change, also where weak answers were made stronger", () => {
  const n = 24, power = 0.62, slope = (x, y) => (x - 0.3) * 0.8 + (y - 0.5) * 0.3;
  const strong = (v) => Math.round(128 + 127 * Math.sign(v) * Math.abs(v) ** power);
  const bytes = Uint8Array.from({ length: n * n }, (_, k) => strong(slope((k % n + 0.5) / n, (Math.floor(k / n) + 0.5) / n)));
  const lines = border(bytes, n, power), ends = lines.flatMap(([ax, ay, bx, by]) => [[ax, ay], [bx, by]]);
  const inner = ends.filter(([x, y]) => x > 0.05 && x < 0.95 && y > 0.05 && y < 0.95);
  assert.ok(inner.length > n, `${inner.length} ends`);
  for (const [x, y] of inner) assert.ok(Math.abs(slope(x, y)) < 0.006, `${x} ${y}`);
  assert.ok(ends.some(([, y]) => y === 0) && ends.some(([, y]) => y === 1)); // from edge to edge
});

test("a field of one side, and one without numbers, have no border", () => {
  for (const byte of [0, 1, 128, 255]) assert.deepEqual(border(new Uint8Array(16).fill(byte), 4), []);
});
