// A camera that a hand and keys turn.
import assert from "node:assert/strict";
import test from "node:test";
import { camera } from "../../src/nnlab/live/js/camera.js";

const near = (a, b) => a.forEach((v, i) => assert.ok(Math.abs(v - b[i]) < 1e-9, `${a} is not ${b}`));

test("from straight above it is a map, x to the right and y up", () => {
  const eye = camera(0, Math.PI / 2);
  Object.assign(eye, { scale: 100, middle: [200, 150] });
  near(eye.project(0, 0, 0.7), [200, 150]); // height isn't seen
  near(eye.project(0.5, 0), [250, 150]);
  near(eye.project(0, 0.5), [200, 100]);
});

test("from the side height lifts, and what is nearer lies lower", () => {
  const eye = camera();
  eye.scale = 100;
  const [, floor] = eye.project(0, 0), [, up] = eye.project(0, 0, 0.5);
  assert.ok(up < floor);
  assert.ok(eye.away(0.5, 0.5) < eye.away(-0.5, -0.5));
  assert.ok(eye.project(0.5, 0.5)[1] > eye.project(-0.5, -0.5)[1]);
});

test("a drag moves the near edge with the hand, both ways", () => {
  const eye = camera(), [x, y] = eye.project(0.5, 0.5);
  eye.scale = 1;
  eye.hold();
  eye.drag([20, 0]);
  assert.ok(eye.project(0.5, 0.5)[0] > x);
  eye.drag([0, 20]); // from where the hand came down
  assert.equal(eye.yaw, camera().yaw);
  assert.ok(eye.project(0.5, 0.5)[1] > y);
});

test("nobody looks from below, or over the top", () => {
  const eye = camera();
  for (let k = 0; k < 50; k++) eye.turn(1, 1);
  assert.equal(eye.pitch, 0.35);
  for (let k = 0; k < 50; k++) eye.turn(0, -1);
  assert.equal(eye.pitch, Math.PI / 2);
  eye.again();
  assert.deepEqual([eye.yaw, eye.pitch], [camera().yaw, camera().pitch]);
});

test("it says how it is turned", () => {
  const eye = camera();
  assert.match(eye.words(), /by 0°.* 45°/);
  eye.turn(3, 0);
  assert.match(eye.words(), /by 15°/);
});
