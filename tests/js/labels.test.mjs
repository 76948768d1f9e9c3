// Words cover nothing that can be held, nor each other.
import assert from "node:assert/strict";
import test from "node:test";
import { aside, beside, freed, offTheLine } from "../../src/nnlab/live/js/labels.js";

const area = { left: 0, top: 0, width: 400, height: 400 };
const half = [30, 10], anchor = [200, 200], handle = [200, 200, 6, 6];

test("a label stays where Python wants it, if that is free", () => {
  assert.deepEqual(beside([120, 120], half, anchor, 9, [handle], area), [120, 120]);
});

test("else it goes beside the dot, to the first free side", () => {
  assert.deepEqual(beside([205, 205], half, anchor, 9, [handle], area), [239, 200]);
  assert.deepEqual(beside([205, 205], half, anchor, 9, [handle, [239, 200, 5, 5]], area), [161, 200]);
});

test("it never leaves the picture for that", () => {
  const [x] = beside([395, 205], half, [390, 200], 9, [[390, 200, 6, 6]], area);
  assert.ok(x + 30 <= 400);
});

test("where all is covered it covers the least", () => {
  const everywhere = [...Array(40)].map((_, k) => [10 * k, 200, 50, 300]);
  assert.deepEqual(beside([100, 100], half, anchor, 9, everywhere, area).length, 2);
});

test("a box moves until it lies on no other", () => {
  const taken = [{ x: 100, y: 100, wide: 60, high: 20 }];
  const box = freed({ x: 120, y: 102, wide: 50, high: 20 }, taken, area);
  assert.ok(Math.abs(box.y - 100) >= 18 && Math.abs(box.y - 100) < 40, `y ${box.y}`);
  assert.equal(freed({ x: 200, y: 102, wide: 50, high: 20 }, taken, area).y, 102);
  assert.equal(freed({ x: 0, y: -30, wide: 50, high: 20 }, [], area).y, 10); // inside
});

test("words keep off the curve, on the nearer side that has room", () => {
  assert.equal(offTheLine([], 100, 10, area), 89);
  assert.ok(offTheLine([100, 110], 102, 10, area) < 100 - 9);
  assert.ok(offTheLine([100, 110], 109, 10, area) > 110 + 9);
  assert.ok(offTheLine([5, 12], 6, 10, area) > 12); // no room above
});

test("how many coincide stands clear of the square around them, inside the picture", () => {
  for (const [x, y] of [[200, 200], [390, 200], [390, 395], [5, 395]]) {
    const [px, py] = aside([x, y], 9, 25, area);
    assert.ok(Math.abs(px - x) - 9 >= 25, "clear of 25 px to the side");
    assert.ok(px - 9 >= 0 && px + 9 <= 400 && py > 0 && py < 400, `${px}, ${py}`);
  }
});
