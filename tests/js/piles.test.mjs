// Tiles lie where Python says they lie.
import assert from "node:assert/strict";
import test from "node:test";
import { neighbour, openedPlace, places, ties } from "../../src/nnlab/live/js/piles.js";
import cases from "./cases.mjs";

function near(one, other) {
  assert.equal(one.length, other.length);
  one.forEach((value, k) => (Array.isArray(value) ? near(value, other[k]) : assert.ok(Math.abs(value - other[k]) < 1e-6, `${one} ${other}`)));
}

test("all tiles, bins and lines lie where Python has them", () => {
  assert.ok(cases.tiles.length >= 12);
  assert.ok(cases.tiles.some(({ plan }) => plan.said.length === 128));
  for (const { size, plan, ...marks } of cases.tiles) {
    const mine = places(...size, marks);
    near(mine.tiles, plan.tiles);
    near(mine.bins, plan.bins);
    near(mine.said, plan.said);
    near([mine.base], [plan.base]);
  }
});

test("so does the open one, and what ties it to its tile", () => {
  for (const { size, n, plan, opened, ties: corners } of cases.tiles) {
    const spot = plan.tiles[Math.floor(n / 2)];
    [false, true].forEach((whole, k) => {
      const place = openedPlace(...size, spot, whole);
      near(place, opened[k]);
      near(ties(spot, place, 9), corners[k]);
    });
  }
});

test("arrow keys go to the next tile, and stay at the edge", () => {
  const tiles = [[0, 0, 10], [10, 0, 10], [20, 0, 10], [0, 10, 10], [60, 12, 10]];
  assert.equal(neighbour(tiles, 0, 1, 0), 1);
  assert.equal(neighbour(tiles, 0, 0, 1), 3);
  assert.equal(neighbour(tiles, 2, 1, 0), 4);
  assert.equal(neighbour(tiles, 0, -1, 0), 0);
});
