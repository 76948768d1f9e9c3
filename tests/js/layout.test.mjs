// Which layout a lab has, by the room there is.
import assert from "node:assert/strict";
import test from "node:test";
import { chosen } from "../../src/nnlab/live/js/layout.js";

test("width and height choose together", () => {
  assert.deepEqual(chosen(1180, 530, false), ["wide", 520]);
  assert.deepEqual(chosen(1180, 470, false), ["wide", 470]);
  assert.deepEqual(chosen(680, 390, false), ["low", 390]); // a laptop at 150 %
  assert.deepEqual(chosen(900, 420, false), ["low", 420]);
  assert.deepEqual(chosen(600, 900, false), ["low", 460]);
  assert.deepEqual(chosen(360, 700, false), ["phone", 324]);
  assert.deepEqual(chosen(360, 400, false), ["phone", 250]);
});

test("a projector has its own, if it is wide enough", () => {
  assert.deepEqual(chosen(1264, 708, true), ["presenter", 704]);
  assert.deepEqual(chosen(1110, 588, true), ["presenter", 588]);
  assert.equal(chosen(390, 800, true)[0], "phone");
});
