// What a hand holds lies where Python will say it lies.
import assert from "node:assert/strict";
import test from "node:test";
import { between, clip, heightAt, held } from "../../src/nnlab/live/js/geometry.js";
import cases from "./cases.mjs";

const near = (a, b, slack) => Math.hypot(a[0] - b[0], a[1] - b[1]) <= slack;

test("a dragged line lies where Python has it", () => {
  assert.ok(cases.drags.length >= 50);
  for (const { line, part, hand, bounds, after, slack } of cases.drags) {
    const mine = held(line, part, hand, bounds);
    assert.equal(mine.segment === null, after.segment === null);
    const distance = ([x, y]) => { // from Python's line
      const [[ax, ay], [bx, by]] = after.segment;
      return Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / Math.hypot(bx - ax, by - ay);
    };
    for (const end of mine.segment ?? []) assert.ok(distance(end) <= slack, JSON.stringify({ mine, after, slack }));
  }
});

test("so does its dot, and the arrow points the same way", () => {
  let apart = 0;
  for (const { line, part, hand, bounds, after, slack } of cases.drags) {
    const mine = held(line, part, hand, bounds), size = bounds[1] - bounds[0];
    apart += !near(mine.anchor, after.anchor, slack + 0.01 * size);
    const way = ({ anchor, head }) => Math.atan2(head[1] - anchor[1], head[0] - anchor[0]);
    assert.ok(Math.abs(Math.sin(way(mine) - way(after))) < 0.05, JSON.stringify({ mine, after }));
  }
  assert.ok(apart <= 0.05 * cases.drags.length, `${apart} dots lie elsewhere`);
});

test("nothing that only Python can say is painted", () => {
  const line = { segment: [[0, -2], [0, 2]], anchor: [0, 0], head: [1, 0], label: "1.00" };
  const { anchor, head, label } = held(line, "middle", [1, 0.5], [-2, 2, -2, 2]);
  assert.deepEqual([anchor[0], head[0] > 1, label], [1, true, ""]);
  const none = { ...line, segment: null, head: null };
  assert.equal(held(none, "arrow", [1, 1], [-2, 2, -2, 2]), none); // no weight: no way
});

test("a line's height at a place, and none beside it", () => {
  assert.equal(heightAt([[0, 1], [1, 2]], 0.5), 1.5);
  assert.equal(heightAt([[0, 1], [1, 2]], 1.5), null);
  assert.equal(heightAt([[0, 1], [1, 2]], -0.5), null);
});

test("a line on its way to where Python says", () => {
  const from = { segment: [[0, 0], [0, 2]], anchor: [0, 1], head: null, label: "a" };
  const to = { segment: [[2, 0], [2, 2]], anchor: [2, 1], head: [3, 1], label: "b" };
  const half = between(from, to, 0.5);
  assert.deepEqual(half, { segment: [[1, 0], [1, 2]], anchor: [1, 1], head: [3, 1], label: "b" });
});

test("a line is cut at the picture's edges", () => {
  assert.deepEqual(clip([0, 0], [1, 0], [-1, 3, -1, 1]), [-1, 3]);
  assert.equal(clip([0, 5], [1, 0], [-1, 3, -1, 1]), null);
  assert.equal(clip([5, 0], [0, 1], [-1, 3, -1, 1]), null);
});
