// What views paint, and how strong.
import assert from "node:assert/strict";
import test from "node:test";
import { drawn } from "./page.mjs";
import { tag } from "../../src/nnlab/live/js/dom.js";

const { default: sketch } = await import("../../src/nnlab/live/js/sketch.js"); // after the page

function painted(view, values) {
  const root = tag("div"), part = { values, send() {} };
  const it = view({ part, root, el: tag("div"), signal: new AbortController().signal, repaint() {} });
  drawn.length = 0;
  it.paint();
  return drawn.filter(([what]) => ["stroke", "fill"].includes(what)).map(([what, pen]) => ({ what, ...pen }));
}
const paper = { bounds: [0, 6, 0, 3], ticks: [[], []], line: [], curve: [], machine: [], corners: [], gap: {}, cue: "draw", text: "", moves: "", pencil: 0 };

test("the line that asks to be drawn over is as grey as a drawn one", () => {
  const grey = (values) => painted(sketch, { ...paper, ...values }).find(({ lineWidth }) => lineWidth === 9)?.globalAlpha;
  assert.ok(grey({ pencil: 2 }) > 0.3);
  assert.equal(grey({ pencil: 2 }), grey({ line: [[0, 1], [6, 1]] }));
});
