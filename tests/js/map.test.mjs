// A map: what is painted, and what a hand on its points reports.
import assert from "node:assert/strict";
import test from "node:test";
import { drawn, send } from "./page.mjs";
import { tag } from "../../src/nnlab/live/js/dom.js";

const map = (await import("../../src/nnlab/live/js/map.js")).default;
const bytes = (...values) => new DataView(Uint8Array.from(values).buffer);
const REST = { lines: [], curves: [], contours: [], values: [], wishes: [], focus: {}, probe: {}, names: {}, text: "", note: "", cue: "", selected: -1, n_classes: 3, way_back: "", x_name: "x", y_name: "y", probing: false };
const POINTS = [[1, 1, 0, false, 1, false], [3, 2, 1, false, 1, false]];

// 400 × 300 px: 100 a unit.
function open(more = {}) {
  const root = tag("div"), sent = [];
  const values = { ...REST, bounds: [0, 4, 0, 3], ticks: [[], []], points: POINTS, field: bytes(), size: 0, mosaic: bytes(), strength: bytes(), edits: true, ...more };
  const part = { values, send: (event, kind = "event") => sent.push({ ...event, kind }) };
  const view = map({ part, root, el: tag("div"), signal: new AbortController().signal, repaint() {} });
  view.paint();
  const [, parts] = root.children[0].children;
  const hand = (type, x, y, pointerType = "mouse") => send(parts, type, { button: 0, pointerId: 1, pointerType, clientX: 100 * x, clientY: 300 - 100 * y });
  const tap = (x, y, type) => { hand("pointerdown", x, y, type); hand("pointerup", x, y, type); };
  return { view, values, sent, hand, tap, parts };
}
const told = (sent) => sent.map(({ type, index, x, y, phase }) => [type, index, x, y, phase].filter((each) => each !== undefined));

test("a tap sets a point where there is none, and turns one that is there", () => {
  const { sent, tap } = open();
  tap(2, 1.5);
  tap(1.05, 1);
  tap(1.12, 1); // beside it: near one another points can be set, too
  tap(1.12, 1, "touch"); // but a finger isn't so sure
  assert.deepEqual(told(sent), [["add", 2, 1.5], ["turn", 0], ["add", 1.12, 1], ["turn", 0]]);
});

test("a point in the hand goes with it before Python has answered, and stays till then", () => {
  const { view, values, sent, hand } = open();
  hand("pointerdown", 1, 1);
  hand("pointermove", 1.03, 1); // a tap may wander
  assert.equal(sent.length, 0);
  hand("pointermove", 1.5, 1);
  hand("pointermove", 2, 2);
  view.paint();
  assert.deepEqual(values.points[0], [2, 2, 0, false, 1, false]);
  hand("pointerup", 2, 2);
  values.points = POINTS; // what Python said before it heard the end
  view.paint();
  assert.deepEqual(values.points[0].slice(0, 2), [2, 2]);
  view.idle();
  values.points = POINTS;
  view.paint();
  assert.deepEqual(values.points, POINTS);
  assert.deepEqual(told(sent), [["carry", 0, 1.5, 1, "start"], ["carry", 0, 2, 2, "move"], ["carry", 0, 2, 2, "end"]]);
  assert.deepEqual(sent.map(({ kind }) => kind), ["event", "drag", "event"]);
});

test("a press that hardly moves is a tap", () => {
  const { sent, hand } = open();
  hand("pointerdown", 1, 1);
  hand("pointermove", 1.04, 1.01);
  hand("pointerup", 1.04, 1.01);
  assert.deepEqual(told(sent), [["turn", 0]]);
});

test("Escape puts a point back; one that is dropped outside is taken away", () => {
  const { sent, hand, parts } = open();
  hand("pointerdown", 1, 1);
  hand("pointermove", 1.5, 1);
  send(parts, "keydown", { key: "Escape" });
  hand("pointerdown", 3, 2);
  hand("pointermove", 4.5, 2);
  hand("pointermove", 4.6, 2);
  hand("pointerup", 4.6, 2);
  assert.deepEqual(told(sent), [["carry", 0, 1.5, 1, "start"], ["carry", 0, 1, 1, "cancel"], ["remove", 1]]);
});

test("where nothing may be set a tap chooses a point, as on any plane", () => {
  const { sent, tap, hand } = open({ edits: false });
  tap(1, 1);
  tap(2, 2);
  hand("pointerdown", 1, 1);
  hand("pointermove", 2, 2);
  hand("pointerup", 2, 2);
  assert.deepEqual(told(sent), [["point", 0]]);
});

test("a mosaic is painted under the grid, its lowest row last, anew only where it differs", (t) => {
  const images = [], old = globalThis.ImageData;
  globalThis.ImageData = class extends old { constructor(...size) { super(...size); images.push(this); } };
  t.after(() => { globalThis.ImageData = old; });
  globalThis.getComputedStyle = () => ({ fontSize: "15px", fontFamily: "sans", getPropertyValue: (name) => ({ "--nnlab-paper": "#FFFFFF", "--nnlab-class-0": "#000000", "--nnlab-class-1": "#0000FF" })[name] ?? "#808080" });
  const { view, values } = open({ mosaic: bytes(0, 1, 1, 1), strength: bytes(255, 255, 0, 255), size: 2 });
  const mine = images.filter(({ width }) => width === 2), pixels = () => [0, 1, 2, 3].map((k) => [...mine.at(-1).data.slice(4 * k, 4 * k + 3)]);
  assert.equal(mine.length, 1);
  assert.deepEqual(pixels(), [[255, 255, 255], [140, 140, 255], [140, 140, 140], [140, 140, 255]]);
  view.paint();
  assert.equal(images.filter(({ width }) => width === 2).length, 1);
  values.mosaic = bytes(1, 1, 1, 1);
  view.paint();
  assert.equal(images.filter(({ width }) => width === 2).length, 2);
});

test("a number's point is as the field is there; its rim is faint where it's kept back", () => {
  drawn.length = 0;
  const four = { "--nnlab-paper": "#FFFFFF", "--nnlab-neutral": "#FFFFFF", "--nnlab-field-negative": "#DCA480", "--nnlab-field-positive": "#80B3D8" };
  globalThis.getComputedStyle = () => ({ fontSize: "15px", fontFamily: "sans", getPropertyValue: (name) => four[name] ?? name });
  open({ points: [[1, 1, 0, false, 1, false, 255], [3, 2, 0, false, 1, true, 1]] });
  const fills = drawn.filter(([what]) => what === "fill").map(([, { fillStyle }]) => fillStyle);
  assert.ok(fills.includes("rgb(128 179 216)") && fills.includes("rgb(220 164 128)"), `${fills}`);
  const rims = drawn.filter(([what, pen]) => what === "stroke" && pen.lineWidth === 1.5).map(([, { strokeStyle }]) => strokeStyle);
  assert.deepEqual(rims, ["--nnlab-ink", "--nnlab-line"]);
});
