// One message in flight, the newest value wins, no event is lost, and Python has the last word.
import assert from "node:assert/strict";
import test from "node:test";
import "./page.mjs";
import { tag } from "../../src/nnlab/live/js/dom.js";
import { Wire } from "../../src/nnlab/live/js/wire.js";

globalThis.requestAnimationFrame ??= (paint) => setTimeout(paint, 16);
globalThis.window ??= new EventTarget();

const FRESH = () => ({
  parts: {
    w1: { kind: "slider", values: { value: 1, error: "" } },
    plane: { kind: "plane", picture: true, values: { field: null, lines: [], text: "", classes: [] } },
  },
  tree: { id: "box", classes: "", children: ["w1", "plane"] },
});

function open(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const heard = {}, sent = [], state = FRESH();
  const wire = new Wire({
    get: (name) => ({ state, _id: "it" })[name],
    on: (name, listener) => { heard[name] = listener; },
    off() {},
    send: (message) => sent.push(structuredClone(message)),
  });
  const page = sent[0].from;
  return {
    wire, sent, w1: wire.parts.get("w1"), plane: wire.parts.get("plane"),
    turn(value) { this.w1.change({ value }); },
    say: (message, data) => heard["msg:custom"](message, data),
    ack: (n, set = {}, more = {}) => heard["msg:custom"]({ ack: { [page]: n }, set, ...more }),
    tick: (ms) => t.mock.timers.tick(ms),
  };
}

test("a painting that takes long and asks for the next one isn't painted inside itself", (t) => {
  const { plane } = open(t);
  let now = 0, inside = 0, deepest = 0, left = 3;
  t.mock.method(performance, "now", () => (now += 20));
  plane.show(({ repaint }) => ({ paint() {
    deepest = Math.max(deepest, ++inside);
    if (left-- > 0) repaint();
    inside -= 1;
  } }), tag("div"));
  assert.equal(deepest, 1);
});

test("a page says hello first", (t) => {
  const { sent } = open(t);
  assert.deepEqual(sent.map(({ n, items }) => [n, items]), [[0, []]]);
});

test("while a message is in flight the newest value waits, alone", (t) => {
  const it = open(t);
  for (const value of [1.25, 1.5, 1.75]) it.turn(value);
  assert.deepEqual(it.sent.slice(1).map(({ items }) => items), [[["set", "w1", { value: 1.25 }]]]);
  it.ack(1, { w1: { value: 1.25 } });
  assert.deepEqual(it.sent.at(-1), { ...it.sent.at(-1), n: 2, items: [["set", "w1", { value: 1.75 }]] });
  assert.equal(it.w1.values.value, 1.75); // the answer to an older value doesn't pull it back
  it.ack(2, { w1: { value: 1.75 } });
  assert.equal(it.sent.length, 3);
});

test("events are all kept, in order, and a value after one stays after it", (t) => {
  const it = open(t);
  it.turn(2);
  it.plane.send({ type: "a" });
  it.turn(3);
  it.plane.send({ type: "b" });
  it.turn(4);
  it.turn(5);
  it.ack(1);
  assert.deepEqual(it.sent.at(-1).items, [
    ["event", "plane", { type: "a" }], ["set", "w1", { value: 3 }],
    ["event", "plane", { type: "b" }], ["set", "w1", { value: 5 }],
  ]);
});

test("of a drag the newest move waits, and its end is kept", (t) => {
  const it = open(t);
  it.turn(2);
  for (const x of [1, 2]) it.plane.send({ type: "drag", x }, "drag");
  it.w1.send({ type: "drag", x: 9 }, "drag"); // another part's
  it.plane.send({ type: "drag", x: 3 }, "drag");
  it.plane.send({ type: "drag", x: 4 });
  it.plane.send({ type: "drag", x: 5 }, "drag");
  it.ack(1);
  assert.deepEqual(it.sent.at(-1).items, [
    ["drag", "plane", { type: "drag", x: 3 }], ["drag", "w1", { type: "drag", x: 9 }],
    ["event", "plane", { type: "drag", x: 4 }], ["drag", "plane", { type: "drag", x: 5 }],
  ]);
});

test("two pages that ask at once are both heard, and each is answered its own", (t) => {
  const it = open(t);
  let idle = 0;
  it.plane.views.add({ idle() { idle += 1; } });
  it.plane.send({ type: "edit", part: "p0", value: 1 });
  it.say({ ack: { another: 7 }, set: {} }); // what the other page asked for
  assert.equal(idle, 0);
  it.ack(1);
  assert.equal(idle, 1);
});

test("Python has the last word, of this page's values as well", (t) => {
  const it = open(t);
  let painted = 0;
  it.w1.views.add({ paint() { painted += 1; }, idle() {} });
  it.turn(99);
  assert.equal(painted, 1); // the control itself answers
  it.say({ set: { w1: { value: 1 } } }); // from before
  assert.equal(it.w1.values.value, 99);
  it.ack(1, { w1: { value: 5, error: "at most 5" } });
  assert.deepEqual([it.w1.values.value, it.w1.values.error], [5, "at most 5"]);
  it.say({ set: { w1: { value: 2 } } }); // another tab, another cell
  assert.equal(it.w1.values.value, 2);
});

test("bytes find their place", (t) => {
  const it = open(t), data = new DataView(new ArrayBuffer(4));
  it.say({ set: { plane: { field: null, lines: [1] } }, buffers: [["set", "plane", "field"]] }, [data]);
  assert.equal(it.plane.values.field, data);
});

test("pictures are painted now, what else there is after the frame, words without a canvas", (t) => {
  const it = open(t), done = [];
  it.plane.views.add({ paint: () => done.push("picture"), words: () => done.push("words") });
  it.w1.views.add({ paint: () => done.push("control") });
  it.say({ set: { w1: { value: 3 }, plane: { lines: [1] } } });
  assert.deepEqual(done, ["picture"]);
  it.say({ set: { plane: { text: "now" } } });
  it.tick(200);
  assert.deepEqual(done, ["picture", "control", "words"]);
  it.say({ set: { plane: { text: "later" } } });
  assert.deepEqual(done.slice(3), ["words"]);
});

test("where no answer comes the next message goes all the same", (t) => {
  const it = open(t);
  it.turn(2);
  it.turn(3);
  it.tick(900);
  assert.equal(it.sent.length, 2);
  it.tick(200);
  assert.equal(it.sent.length, 3);
});

test("after a second without an answer it says so, after five in words, and stops", (t) => {
  const it = open(t), said = { setAttribute() {}, hidden: true };
  const place = { root: { dataset: {}, querySelector: () => null }, status: said };
  it.wire.places.add(place);
  const state = () => place.root.dataset.state ?? "";
  it.turn(2);
  it.tick(900);
  assert.equal(state(), "");
  it.tick(200);
  assert.equal(state(), "quiet");
  it.wire.status.press(); // a hand
  assert.equal(state(), "");
  window.dispatchEvent(new Event("pointerup"));
  it.tick(4000);
  assert.equal(state(), "long");
  it.ack(1);
  assert.deepEqual([state(), place.status.hidden], ["", true]);
  it.tick(9000);
  assert.equal(state(), "");
});
