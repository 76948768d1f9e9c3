// A pad: what a hand and keys report, and what is painted before Python answers.
import assert from "node:assert/strict";
import test from "node:test";
import { drawn, send } from "./page.mjs";
import { tag } from "../../src/nnlab/live/js/dom.js";

const pad = (await import("../../src/nnlab/live/js/pad.js")).default;
const bytes = (n) => new DataView(new ArrayBuffer(n));
const SAMPLE = [[[0.1, 0.1], [0.2, 0.1], [0.3, 0.1]]];

function open(more = {}) {
  const root = tag("div"), sent = [];
  const values = { cells: bytes(64), frame: [0, 0, 1, 1], strokes: SAMPLE, ground: bytes(0), looks: bytes(0), wide: 0.1, rubber: 0.06, rubbing: false, fresh: true, cue: "draw here", text: "A pad.", ...more };
  const part = { values, send: (event, kind = "event") => sent.push({ ...event, kind }) };
  const view = pad({ part, root, el: tag("div"), signal: new AbortController().signal, repaint() {} });
  view.paint();
  const parts = root.children.find((it) => it.attributes.class?.includes("nnlab-parts")), [spot] = parts.children;
  const hand = (type, x, y) => send(parts, type, { button: 0, pointerId: 1, pointerType: "mouse", clientX: 50 + 300 * x, clientY: 300 * y });
  const key = (name, mods = {}) => send(spot, "keydown", { key: name, ...mods });
  const strokes = () => {
    drawn.length = 0;
    view.paint();
    return drawn.filter(([what]) => what === "quadraticCurveTo").length;
  };
  return { view, values, sent, hand, key, strokes, spot };
}

test("a hand reports all places since it came down, and its stroke takes the sample's place at once", () => {
  const { view, sent, hand, strokes } = open();
  assert.equal(strokes(), 3);
  hand("pointerdown", 0.5, 0.2);
  assert.equal(sent.length, 0);
  hand("pointermove", 0.5, 0.5);
  hand("pointermove", 0.5, 0.501); // nearer than counts
  hand("pointermove", 0.7, 0.5);
  assert.equal(strokes(), 3); // its own three places
  hand("pointerup", 0.7, 0.5);
  assert.deepEqual(sent.map(({ phase, kind }) => [phase, kind]), [["start", "event"], ["move", "drag"], ["move", "drag"], ["end", "event"]]);
  assert.deepEqual(sent.at(-1).points, [[0.5, 0.2], [0.5, 0.5], [0.7, 0.5]]);
  assert.equal(new Set(sent.map(({ id }) => id)).size, 1);
  view.idle(); // Python has answered: what it says is painted
  assert.equal(strokes(), 3);
});

test("a tap is a dot", () => {
  const { sent, hand } = open({ fresh: false });
  hand("pointerdown", 0.5, 0.5);
  hand("pointerup", 0.5, 0.5);
  assert.deepEqual(sent.map(({ phase, points }) => [phase, points]), [["end", [[0.5, 0.5]]]]);
});

test("the rubber takes from what is there: nothing gives way", () => {
  const { sent, hand, strokes } = open({ rubbing: true });
  hand("pointerdown", 0.5, 0.5);
  hand("pointermove", 0.6, 0.5);
  assert.equal(strokes(), 5);
  assert.equal(sent[0].rub, true);
});

test("keys move the pen, put it down and up, and take a stroke back", () => {
  const { sent, key, spot } = open();
  key("ArrowUp", { shiftKey: true });
  key("ArrowLeft");
  assert.equal(sent.length, 0);
  key(" ");
  key("ArrowDown");
  key(" ");
  assert.deepEqual(sent.map(({ phase }) => phase), ["start", "move", "end"]);
  assert.deepEqual(sent.at(-1).points, [[0.469, 0.375], [0.469, 0.406]]);
  key("Enter");
  key("Escape");
  assert.deepEqual(sent.slice(3).map(({ phase }) => phase), ["start", "cancel"]);
  key(" ");
  send(spot, "blur");
  assert.equal(sent.at(-1).phase, "end");
  assert.notEqual(sent[0].id, sent[3].id);
});

test("other keys are left to the page", () => {
  const { key, sent } = open();
  assert.ok(key("z", { ctrlKey: true }) && key("Tab") && key(" ", { ctrlKey: true }));
  assert.equal(sent.length, 0);
});
