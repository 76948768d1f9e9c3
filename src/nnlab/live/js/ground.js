// Ground as pixels: heights, the fog on them, light from one side, seen by a camera. Column by
// column from front to back, so that hidden ground stays hidden. Heights are Python's, see
// pictures/relief.py; what lies in fog has none, and is painted as the fog's own surface.

import { rgb, word } from "./field.js";
import { clip, limit } from "./geometry.js";

export const RISE = 0.366; // of the floor's width: from the lowest height to the highest
export const FLOOR = -0.16; // where the block ends below, as a share of the heights
export const FOG = { level: 0.4, swell: 0.3, below: 0.1 }; // how high it lies, and how far below the walker at least
const STEEP = 0.8, LIGHT = [0.78, -0.06, 0.6]; // across, away and up, seen from the camera

/** @import { Bounds, Camera, Ink, Place } from "./types" */

const lerp = (a, b, t) => a + (b - a) * t;

// ---- fog: numbers that wander as clouds do, the same ones each time
const own = (i, j) => { const s = Math.sin(i * 127.1 + j * 311.7) * 43758.5453; return s - Math.floor(s); };
function wandering(x, y) {
  const i = Math.floor(x), j = Math.floor(y), soft = (t) => t * t * (3 - 2 * t), u = soft(x - i), v = soft(y - j);
  return lerp(lerp(own(i, j), own(i + 1, j), u), lerp(own(i, j + 1), own(i + 1, j + 1), u), v);
}
const octaves = (x, y) => 0.5 * wandering(x, y) + 0.27 * wandering(2.1 * x + 5, 2.1 * y + 3) + 0.15 * wandering(4.3 * x, 4.3 * y + 9) + 0.08 * wandering(8.7 * x + 1, 8.7 * y);
const cloud = (x, y) => octaves(x * 3.5 + 1.7, y * 3.5 + 8) * 0.86 + octaves(x * 8 + 2, y * 8) * 0.14;
let sky = { n: 0, swell: new Float32Array(), sheen: new Float32Array() };
function clouds(n) {
  if (sky.n === n) return sky;
  const at = (f) => Float32Array.from({ length: n * n }, (_, k) => f(((k % n) + 0.5) / n, (Math.floor(k / n) + 0.5) / n));
  const swell = at((x, y) => cloud(x, y) - 0.5);
  const sheen = at((x, y) => limit(0.5 + (cloud(x, y) - cloud(x + 0.024, y - 0.024)) * 4.4, 0, 1));
  return (sky = { n, swell, sheen });
}

// The codes of a relief as shares from 0 to 1, NaN where no height is told; and how thick the fog is.
export function read({ heights, clear, size: n }) {
  const share = Float32Array.from({ length: n * n }, (_, k) => (heights.getUint16(2 * k, true) - 1) / 65534);
  const veil = new Float32Array(n * n);
  if (clear?.byteLength) veil.forEach((_, k) => (veil[k] = 1 - clear.getUint8(k) / 255));
  share.forEach((v, k) => { if (v < 0) { share[k] = NaN; veil[k] = 1; } });
  return { n, share, veil };
}

// How high the fog lies: low enough to see who walks in it.
export const fogLevel = (walker) => (Number.isNaN(walker) ? FOG.level : Math.min(FOG.level, walker + FOG.below));

// The surface to paint: ground under a veil of fog that lies at a level.
export function surface({ n, share, veil }, level) {
  const { swell } = clouds(n), z = new Float32Array(n * n), bare = new Float32Array(n * n);
  for (let k = 0; k < n * n; k++) {
    const top = level + swell[k] * FOG.swell;
    bare[k] = Number.isNaN(share[k]) ? top : share[k];
    z[k] = lerp(bare[k], top, veil[k]);
  }
  const east = slope(bare, n, 1, (k) => k % n), north = slope(bare, n, n, (k) => Math.floor(k / n));
  return { n, z, bare, veil, east, north };
}
const slope = (values, n, by, place) => values.map((_, k) => {
  const low = place(k) > 0 ? k - by : k, high = place(k) < n - 1 ? k + by : k;
  return ((values[high] - values[low]) * n * by) / (high - low);
});

// Between the middles of cells, at a place of the floor.
export function lookUp(values, n, x, y) {
  const fx = limit((x + 0.5) * n - 0.5, 0, n - 1.001), fy = limit((y + 0.5) * n - 0.5, 0, n - 1.001);
  const i = fx | 0, j = fy | 0, a = fx - i, b = fy - j, k = j * n + i;
  return (values[k] * (1 - a) + values[k + 1] * a) * (1 - b) + (values[k + n] * (1 - a) + values[k + n + 1] * a) * b;
}

// The ground's own colours, from the lowest height to the highest: so many and one, × 3.
const TONES = 1024;
function ramped(ink) {
  const steps = [0, 0.18, 0.42, 0.68, 1], ramp = [0, 1, 2, 3, 4].map((k) => rgb(ink[`relief-${k}`])), all = new Float32Array(3 * (TONES + 1));
  for (let i = 0; i <= TONES; i++) {
    const t = (i / TONES) ** 0.6, high = Math.max(1, steps.findIndex((s) => t <= s)), part = (t - steps[high - 1]) / (steps[high] - steps[high - 1]);
    for (let c = 0; c < 3; c++) all[3 * i + c] = lerp(ramp[high - 1][c], ramp[high][c], part);
  }
  return all;
}

// The colours of the surface's cells, in the light of a camera that looks this way: n × n × 3.
function colours({ n, veil, east, north, bare }, ink, { yaw, pitch }) {
  // Seen from above there's nothing but colour to tell high from low: less light, less shade.
  const much = Math.min(1, 0.25 + 1.06 * Math.cos(pitch));
  const cs = Math.cos(yaw), sn = Math.sin(yaw), [across, away, up] = LIGHT, length = Math.hypot(...LIGHT);
  const lx = across * cs - away * sn, ly = across * sn + away * cs, { sheen } = clouds(n);
  const earth = ramped(ink), fog = [rgb(ink["fog-0"]), rgb(ink["fog-1"])], out = new Float32Array(3 * n * n);
  for (let k = 0; k < n * n; k++) {
    const at = 3 * Math.round(limit(bare[k], 0, 1) * TONES), gx = east[k] * STEEP, gy = north[k] * STEEP;
    const lit = limit((up - gx * lx - gy * ly) / Math.sqrt(gx * gx + gy * gy + 1) / length, 0, 1), hidden = Math.min(1, veil[k] * 1.2);
    const shade = 1 + much * (0.5 * lit - 0.42);
    for (let c = 0; c < 3; c++) {
      const seen = limit(earth[at + c] * shade, 0, 255);
      out[3 * k + c] = hidden ? lerp(seen, lerp(fog[0][c], fog[1][c], sheen[k]), hidden) : seen;
    }
  }
  return out;
}

/** @type {Bounds} */
export const BLOCK = [-0.5, 0.5, -0.5, 0.5]; // the ground's floor
// Where a line of sight, so far across, comes over the block: how far away it begins and ends.
const crossing = (across, cs, sn) => clip([across * cs, across * sn], [-sn, cs], BLOCK) ?? [1, -1];

// Into w × h pixels, words of an ImageData: the surface as this camera sees it. `pace` is how far it goes along
// a line of sight from look to look, in pixels: under a hand one is enough.
/** @param {Uint32Array} pixels @param {Camera} eye @param {Ink} ink */
export function raster(pixels, w, h, eye, ground, ink, levels, pace = 0.5) {
  const { n, z, bare, veil, east, north } = ground, rgbs = colours(ground, ink, eye);
  const cs = Math.cos(eye.yaw), sn = Math.sin(eye.yaw), sp = Math.sin(eye.pitch), cp = Math.cos(eye.pitch) * RISE;
  const { scale, middle: [mx, my] } = eye, step = pace / (scale * Math.max(0.25, sp));
  const line = rgb(ink["relief-0"]), dark = rgb(ink.paper)[0] < 128, pen = dark ? [0, 0, 0] : line.map((v) => v * 0.7);
  const wall = rgb(ink["relief-3"]).map((v, c) => lerp(v, rgb(ink.line)[c], 0.75)), mist = rgb(ink["fog-0"]);
  const thick = Math.min(1, (1.2 * veil.reduce((sum, v) => sum + v, 0)) / veil.length), side = word(wall.map((u, c) => Math.round(lerp(u, mist[c], thick))));
  const nearest = Float32Array.from({ length: 1025 }, (_, i) => levels.reduce((one, other) => (Math.abs(other - i / 1024) < Math.abs(one - i / 1024) ? other : one), 9));
  const col = [0, 0, 0];
  pixels.fill(0);
  for (let i = 0; i < w; i++) {
    const a = (i + 0.5 - mx) / scale, [from, to] = crossing(a, cs, sn);
    let top = h, edge = true;
    for (let v = from; v <= to; v += step) {
      const fx = limit((a * cs - v * sn + 0.5) * n - 0.5, 0, n - 1.001), fy = limit((a * sn + v * cs + 0.5) * n - 0.5, 0, n - 1.001);
      const x = fx | 0, y = fy | 0, p = fx - x, q = fy - y, k = y * n + x, m = k + n;
      const A = (1 - p) * (1 - q), B = p * (1 - q), C = (1 - p) * q, D = p * q;
      const height = z[k] * A + z[k + 1] * B + z[m] * C + z[m + 1] * D;
      const row = Math.max(0, Math.round(my - (v * sp + height * cp) * scale));
      if (row >= top) continue;
      for (let c = 0; c < 3; c++) col[c] = rgbs[3 * k + c] * A + rgbs[3 * k + 3 + c] * B + rgbs[3 * m + c] * C + rgbs[3 * m + 3 + c] * D;
      const hidden = veil[k] * A + veil[k + 1] * B + veil[m] * C + veil[m + 1] * D;
      if (hidden < 0.9) {
        const it = bare[k] * A + bare[k + 1] * B + bare[m] * C + bare[m + 1] * D, steep = Math.sqrt(east[k] ** 2 + north[k] ** 2);
        const near = Math.abs(it - nearest[(limit(it, 0, 1) * 1024) | 0]);
        const strong = limit(1.3 - (near * scale) / Math.max(steep, 1e-3), 0, 1) * 0.34 * (1 - hidden);
        if (strong) for (let c = 0; c < 3; c++) col[c] = lerp(col[c], pen[c], strong);
      }
      const paint = (0xff000000 | ((col[2] + 0.5) << 16) | ((col[1] + 0.5) << 8) | (col[0] + 0.5)) >>> 0;
      if (edge) { // the cut through the block
        const base = Math.min(h, Math.round(my - (v * sp + FLOOR * cp) * scale));
        for (let j = row + 1; j < base; j++) pixels[j * w + i] = side;
        pixels[row * w + i] = paint;
        edge = false;
      } else for (let j = row; j < top; j++) pixels[j * w + i] = paint;
      top = row;
    }
  }
}

// The place of the floor that a pixel shows: the first one in the line of sight, or the nearest to it.
/** @param {number[]} pixel @param {Camera} eye @returns {Place} */
export function placeAt([px, py], eye, { n, z }) {
  const cs = Math.cos(eye.yaw), sn = Math.sin(eye.yaw), sp = Math.sin(eye.pitch), cp = Math.cos(eye.pitch) * RISE;
  const reach = (Math.abs(cs) + Math.abs(sn)) / 2 - 1e-6;
  const a = limit((px - eye.middle[0]) / eye.scale, -reach, reach), [from, to] = crossing(a, cs, sn);
  const there = (v) => /** @type {Place} */ ([limit(a * cs - v * sn, -0.5, 0.5), limit(a * sn + v * cs, -0.5, 0.5)]);
  for (let v = from; v <= to; v += 0.002) {
    if (eye.middle[1] - (v * sp + lookUp(z, n, ...there(v)) * cp) * eye.scale <= py) return there(v);
  }
  return there(to);
}
