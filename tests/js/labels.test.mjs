// Words cover nothing that can be held, nor each other.
import assert from "node:assert/strict";
import test from "node:test";
import { around, placed, stacked, struck } from "../../src/nnlab/live/js/labels.js";

const area = { left: 0, top: 0, width: 400, height: 400 };
const half = [30, 10], handle = [200, 200, 6, 6];
const beside = (wanted, taken, anchor = [200, 200]) => placed([wanted, ...around(anchor, half, 9)], half, taken, area);

test("a label stays where Python wants it, if that is free", () => {
  assert.deepEqual(beside([120, 120], [handle]), [120, 120]);
});

test("else it goes beside the dot, to the first free side", () => {
  assert.deepEqual(beside([205, 205], [handle]), [239, 200]);
  assert.deepEqual(beside([205, 205], [handle, [239, 200, 5, 5]]), [161, 200]);
});

test("it never leaves the picture for that", () => {
  const [x] = beside([395, 205], [[390, 200, 6, 6]], [390, 200]);
  assert.ok(x + 30 <= 400 && x + 30 < 384, `x ${x}`);
});

test("where all is covered it covers the least", () => {
  const everywhere = [200, 200, 500, 500];
  assert.deepEqual(beside([100, 100], [everywhere, [100, 100, 9, 9]]), [239, 200]);
});

test("it would rather cover some of a crowd than one mark that counts", () => {
  const crowd = [0, 1, 2].map((k) => [150 + 5 * k, 100, 5, 5, 0.1]);
  assert.deepEqual(placed([[160, 100], [300, 100]], half, [...crowd, [300, 100, 5, 5]], area), [160, 100]);
  assert.deepEqual(placed([[160, 100], [300, 100]], half, crowd, area), [300, 100]);
});

test("a place may cost something: it is taken when the others cover more", () => {
  const far = [[160, 100], [300, 100, 0.9]];
  assert.deepEqual(placed(far, half, [[150, 100, 5, 5, 0.5]], area), [160, 100]);
  assert.deepEqual(placed(far, half, [[150, 100, 5, 5]], area), [300, 100]);
});

test("a box moves up or down until it lies on no other, inside the picture", () => {
  const move = ([x, y], taken) => placed(stacked([x, y], 18), [25, 10], taken, area)[1];
  const there = [[130, 100, 30, 8]];
  assert.ok(Math.abs(move([145, 102], there) - 100) >= 18 && Math.abs(move([145, 102], there) - 100) < 40);
  assert.equal(move([225, 102], there), 102);
  assert.equal(move([100, -30], []), 10);
});

test("words keep off the curve, on the nearer side that has room", () => {
  const off = (heights, y) => placed(stacked([100, y], 5), [20, 7], heights.map((height) => [100, height, 1, 3]), area)[1];
  assert.equal(off([], 89), 89);
  assert.ok(off([100, 110], 99) <= 90);
  assert.ok(off([100, 110], 112) >= 120);
  assert.ok(off([5, 12], 6) >= 22); // no room above
});

test("a line runs through words, past them, or ends before", () => {
  const box = /** @type {const} */ ([100, 100]), half = [10, 6];
  assert.ok(struck(box, half, [[80, 80], [120, 120]]));
  assert.ok(struck(box, half, [[100, 0], [100, 400]]) && struck(box, half, [[0, 104], [400, 104]]));
  assert.ok(!struck(box, half, [[0, 120], [400, 120]]) && !struck(box, half, [[80, 80], [89, 93]]));
  assert.ok(struck(box, half, [[0, 0], [0, 100], [200, 100]]), "its second piece does");
  assert.ok(!struck(box, half, [[100, 100]]));
});
