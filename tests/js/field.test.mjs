// The edge between two sides, and the colours of bytes, as matplotlib has them.
import assert from "node:assert/strict";
import test from "node:test";
import { colours, ramp, sharpen } from "../../src/nnlab/live/js/field.js";
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
