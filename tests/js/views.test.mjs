// What views paint, and how strong.
import assert from "node:assert/strict";
import test from "node:test";
import { drawn } from "./page.mjs";
import { tag } from "../../src/nnlab/live/js/dom.js";

const [{ default: sketch }, { default: squares }] = await Promise.all(["sketch", "squares"].map((name) => import(`../../src/nnlab/live/js/${name}.js`)));

function painted(view, values) {
  const root = tag("div"), part = { values, send() {} };
  const it = view({ part, root, el: tag("div"), signal: new AbortController().signal, repaint() {} });
  drawn.length = 0;
  it.paint();
  return drawn.filter(([what]) => ["stroke", "fill"].includes(what)).map(([what, pen]) => ({ what, ...pen }));
}
const flat = [[0, 1], [6, 1]];
const paper = { bounds: [0, 6, 0, 3], ticks: [[], []], line: flat, curve: [], machine: [], corners: [], gap: {}, cue: "draw", text: "", moves: "", pencil: true };

test("the line that asks to be drawn over is as grey as a drawn one", () => {
  const grey = (values) => painted(sketch, { ...paper, ...values }).find(({ lineWidth }) => lineWidth === 9)?.globalAlpha;
  assert.ok(grey({}) > 0.3);
  assert.equal(grey({}), grey({ pencil: false, curve: flat }));
});

test("how much a corner turns the curve is painted within the picture", () => {
  const corner = { at: [3, 2.5], fan: [[5, 6], [5, 2.5]], name: "1", used: true, chosen: false, spoken: "", says: "" };
  painted(sketch, { ...paper, pencil: false, cue: "", curve: [[0, 0], [3, 2.5], [6, 2.5]], corners: [corner] });
  const [, x, y, r, was] = drawn.find(([what, , , r, from, to]) => what === "arc" && r > 20 && from !== 0);
  assert.ok(r < 60 && y + r * Math.sin(was) > 0 && x + r < 400);
});

test("of squares along a line only the largest are filled", () => {
  const rows = [1, 2, 3, 4, 5].map((k) => ["", 0, k / 5, 1]);
  const values = { rows, ends: [-1, 1], ticks: [], squared: true, names: false, wide: [0, 5], spoken: [], text: "", head: "", total: "", mean: "" };
  const filled = (across) => painted(squares, { ...values, across }).filter(({ what, globalAlpha }) => what === "fill" && globalAlpha < 0.2).length;
  assert.deepEqual([filled([1, 2, 3, 4, 5]), filled([])], [3, 5]);
});
