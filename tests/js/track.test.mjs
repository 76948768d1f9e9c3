// A slider's arithmetic, and what a reader may type.
import assert from "node:assert/strict";
import test from "node:test";
import { notANumber, readNumber } from "../../src/nnlab/live/js/numbers.js";
import { track } from "../../src/nnlab/live/js/track.js";

const even = track({ minimum: -5, maximum: 5, step: 0.25, scale: "linear" });

test("an arrow goes to the next place of the grid", () => {
  assert.equal(even.moved(1, 1), 1.25);
  assert.equal(even.moved(1.1, 1), 1.25);
  assert.equal(even.moved(1.1, -1), 1);
  assert.equal(even.moved(0.1 + 0.2 - 0.05, 1), 0.5); // a rounding error isn't a step
  assert.equal(even.moved(1, 2), 1.5);
});

test("the ends hold, and a number beyond them isn't pulled back", () => {
  assert.equal(even.moved(5, 1), 5);
  assert.equal(even.moved(4.9, 4), 5);
  assert.equal(even.moved(7.3, 1), 7.3);
  assert.equal(even.moved(7.3, -1), 5);
  assert.equal(even.near(-5.2), -5);
  assert.equal(track({ minimum: 0, maximum: 1 / 3, step: 0.1, scale: "linear" }).near(0.36), 1 / 3);
});

test("a log track is even in the power of ten", () => {
  const log = track({ minimum: 0.001, maximum: 10, step: 0.5, scale: "log" });
  assert.deepEqual([log.low, log.high], [-3, 1]);
  assert.equal(log.moved(0.1, 1), 0.32);
  assert.equal(log.near(-2), 0.01);
  assert.equal(log.page, 1);
  assert.equal(even.page, 4);
});

test("a number is read as it is typed anywhere", () => {
  const read = { "−0,5": -0.5, "–2": -2, " .5 ": 0.5, "1.": 1, "1e-3": 0.001, "+4": 4, "1/2": 0.5, "−3 / 0,5": -6 };
  for (const [text, value] of Object.entries(read)) assert.equal(readNumber(text), value, text);
  for (const text of ["", "1,000.5", "1,2,3", "0x10", "1 2", "--1", "e5", "Infinity", "½", "1/0", "1/2/3", "/2", "1/"]) {
    assert.ok(Number.isNaN(readNumber(text)), text);
  }
});

test("what is no number is named, and not at length", () => {
  assert.match(notANumber("  "), /no number/);
  assert.match(notANumber("abc"), /“abc”/);
  assert.ok(notANumber("x".repeat(5000)).length < 120);
});
