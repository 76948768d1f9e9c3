// Ink as strokes: smooth, and no ink where there is none.
import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "./cases.mjs";
import { kernel, strokes } from "../../src/nnlab/live/js/strokes.js";

test("the weights of all pixels near a place make one", () => {
  for (const u of [0, 0.2, 0.5, 0.9]) assert.ok(Math.abs([-1, 0, 1, 2].reduce((sum, i) => sum + kernel(u - i), 0) - 1) < 1e-9);
});

test("full ink is ink, paper is paper, and between two inked pixels there's no gap", () => {
  const at = (bytes, side, x, y) => bytes[y * side + x];
  assert.ok(strokes(new Array(9).fill(0), 3, 30).every((v) => v === 0));
  const full = strokes(new Array(9).fill(1), 3, 30);
  assert.equal(at(full, 30, 15, 15), 255);
  const pair = strokes([0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 4, 80);
  assert.equal(at(pair, 80, 20, 30), 255); // where the two meet
  assert.equal(at(pair, 80, 5, 70), 0);
});

test("one pixel is a round spot in its place", () => {
  const spot = strokes([0, 0, 0, 0, 1, 0, 0, 0, 0], 3, 90);
  assert.equal(spot[45 * 90 + 45], 255);
  assert.equal(spot[45 * 90 + 45 + 40], 0);
  assert.equal(spot[30 * 90 + 45], spot[45 * 90 + 30]);
});

test("they are those of the page's still", () => {
  const { ink, drawn } = cases.strokes, here = strokes(ink, 4, 320);
  const apart = drawn.map((v, k) => Math.abs(255 * v - here[k])).filter((v) => v > 4);
  assert.ok(drawn.some((v) => v === 1) && drawn.some((v) => v === 0));
  assert.ok(apart.length < 20, `${apart.length} of ${drawn.length}`); // single precision
});

test("only their edge is inked where a line is asked for", () => {
  const edge = strokes([0, 0, 0, 0, 1, 0, 0, 0, 0], 3, 90, 3);
  assert.equal(edge[45 * 90 + 45], 0);
  assert.equal(edge.slice(45 * 90, 45 * 90 + 45).filter((v) => v > 200).length > 1, true);
});
