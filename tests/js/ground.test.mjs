// Ground as pixels: what hides what, and that fog hides all.
import assert from "node:assert/strict";
import test from "node:test";
import { camera } from "../../src/nnlab/live/js/camera.js";
import { fogLevel, lookUp, placeAt, raster, read, RISE, surface } from "../../src/nnlab/live/js/ground.js";

const ink = {
  paper: "#FFFFFF", line: "#CBD2D9", "fog-0": "#D8DEE3", "fog-1": "#FFFFFF",
  "relief-0": "#265448", "relief-1": "#4A7C68", "relief-2": "#88AC92", "relief-3": "#C7D6BE", "relief-4": "#F7F6EE",
};
const N = 20, SIZE = 100;

// Heights by row and column as Python sends them; `null` for one that isn't told.
function told(height, clear = null) {
  const heights = new DataView(new ArrayBuffer(2 * N * N)), veil = clear && new DataView(new ArrayBuffer(N * N));
  for (let k = 0; k < N * N; k++) {
    const share = height(Math.floor(k / N), k % N);
    heights.setUint16(2 * k, share === null ? 0 : 1 + Math.round(share * 65534), true);
    veil?.setUint8(k, Math.round(255 * clear(Math.floor(k / N), k % N)));
  }
  return read({ heights, clear: veil, size: N });
}
function eyes(pitch, yaw = 0) {
  const eye = camera(yaw, pitch);
  return Object.assign(eye, { scale: 70, middle: [SIZE / 2, SIZE / 2] });
}
function picture(ground, eye, level = 0.4) {
  const pixels = new Uint32Array(SIZE * SIZE);
  raster(pixels, SIZE, SIZE, eye, surface(ground, level), ink, [0.5]);
  return pixels;
}
const painted = (pixels) => pixels.filter((v) => v).length;

test("codes are heights, and zero is none", () => {
  const { share, veil } = told((row) => (row === 0 ? null : row / N), () => 1);
  assert.ok(Number.isNaN(share[0]) && veil[0] === 1);
  assert.ok(Math.abs(share[5 * N] - 0.25) < 1e-4 && veil[5 * N] === 0);
});

test("from above the block fills its square, and paper stays around it", () => {
  const pixels = picture(told(() => 0.5), eyes(Math.PI / 2));
  assert.ok(Math.abs(painted(pixels) - 70 * 70) < 150);
  assert.equal(pixels[0], 0);
});

test("what stands in front hides what is behind it", () => {
  const wall = (row) => (row < 3 ? 1 : 0), pit = (row) => (row < 3 ? 1 : row < 6 ? 0 : 0.05);
  const differs = (a, b) => a.filter((v, i) => v !== b[i]).length;
  const low = eyes(0.35);
  const hidden = differs(picture(told(wall), low), picture(told((row) => (row < 3 ? 1 : row === 4 ? 0.1 : 0)), low));
  const open = differs(picture(told((row) => (row > 16 ? 1 : 0)), low), picture(told((row) => (row > 16 ? 1 : row === 4 ? 0.1 : 0)), low));
  assert.ok(hidden === 0 && open > 20, `${hidden} ${open}`);
  assert.ok(differs(picture(told(wall), eyes(1.2)), picture(told(pit), eyes(1.2))) > 0);
});

test("in thick fog the picture is the same, whatever lies below", () => {
  const none = () => 0, eye = eyes(0.78, 2.5);
  assert.deepEqual(picture(told(() => 1, none), eye), picture(told((row) => row / N, none), eye));
  assert.deepEqual(picture(told(() => null), eye), picture(told(() => 0.3, none), eye));
});

test("fog lies below who walks in it, and never above its own level", () => {
  assert.equal(fogLevel(0.9), 0.4);
  assert.ok(fogLevel(0.05) < 0.2);
  assert.equal(fogLevel(NaN), 0.4);
});

test("a pixel of the ground is found again", () => {
  const ground = surface(told((row, column) => (row + column) / (2 * N)), 0.4), eye = eyes(0.78, 2.3);
  for (const [x, y] of [[0, 0], [0.3, -0.2], [-0.45, 0.4]]) {
    const found = placeAt(eye.project(x, y, lookUp(ground.z, N, x, y) * RISE), eye, ground);
    assert.ok(Math.hypot(found[0] - x, found[1] - y) < 0.02, `${found}`);
  }
  for (const far of [[-900, 5], [50, 900], [50, -900]]) assert.ok(placeAt(far, eye, ground).every((v) => Math.abs(v) <= 0.5));
});
