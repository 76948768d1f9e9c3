// From the axes' numbers to pixels and back, and what an axis has room for.
import assert from "node:assert/strict";
import test from "node:test";
import { drawn } from "./page.mjs";
import { tag } from "../../src/nnlab/live/js/dom.js";
import { picture } from "../../src/nnlab/live/js/picture.js";

const ticks = (...values) => values.map((value) => [value, String(value)]);

function open(values = {}, covers = false) {
  const part = { values: { bounds: [-1, 3, 10, 20], ticks: [ticks(0, 1, 2), ticks(10, 15, 20)], x_name: "x", text: "", ...values } };
  const root = tag("div"), el = tag("div");
  const it = picture({ root, el, part, signal: new AbortController().signal, repaint() {} }, "plane");
  assert.ok(it.b.look());
  if (covers) it.cover();
  else it.clear(10, 5, 8);
  return { ...it, el, frame: root.children[0] };
}
const near = (mine, right) => mine.forEach((v, k) => assert.ok(Math.abs(v - right[k]) < 1e-9, `${mine}, not ${right}`));

test("the corners of the axes are the corners of the plot area", () => {
  const { at, box } = open();
  near(at([-1, 10]), [box.left, box.top + box.height]);
  near(at([3, 20]), [box.left + box.width, box.top]);
  assert.ok(box.left + box.width <= 400 && box.top + box.height < 300);
});

test("a picture that bleeds covers the room, at one scale, and what is cropped can't be seen or held", () => {
  const { at, box, seen, visible, clamp, view } = open({ bounds: [-1, 3, 10, 14] }, true);
  assert.deepEqual([seen.width, seen.height, box.width, box.height], [400, 300, 400, 400]);
  near(at([1, 12]), [200, 150]);
  assert.deepEqual([visible([0, 10.6]), visible([0, 10.4])], [true, false]);
  near(clamp([0, 10]), [0, 10.5]);
  near(view(), [-1, 3, 10.5, 13.5]);
});

test("one scale for both axes, whatever the bounds; to stretch, each fills its side", () => {
  near(open({}, true).at([2, 15]), [300, 150]); // 4 wide, 10 high: 100 px a unit
  near(open({}, true).at([2, 16]), [300, 50]);
  near(open({ stretch: true }, true).at([2, 20]), [300, 0]);
});

test("back leads back, and what lies outside is held inside", () => {
  const { at, back, clamp, visible } = open();
  near(back(at([0.25, 17])), [0.25, 17]);
  assert.deepEqual(clamp([9, -9]), [3, 10]);
  assert.deepEqual([visible([3, 10]), visible([3.1, 10]), visible([0, 9.9])], [true, false, false]);
});

test("on a log scale a power of ten is as far as the next; what can't be shown lies far below", () => {
  const { at, box } = open({ bounds: [0, 1, 0.01, 1], log: true });
  near(at([0, 0.1]), [box.left, box.top + box.height / 2]);
  assert.ok(at([0, 0])[1] >= box.top + 2 * box.height && Number.isFinite(at([0, 1e-300])[1]));
});

test("all heights have a line, but only those with room a label", () => {
  const { axes } = open({ ticks: [ticks(...Array.from({ length: 41 }, (_, k) => k / 10 - 1)), ticks(10, 20)] });
  drawn.length = 0;
  axes("ink");
  const lines = drawn.filter(([what]) => what === "lineTo").length, labels = drawn.filter(([what]) => what === "fillText");
  assert.equal(lines, 2);
  assert.ok(labels.length > 8 && labels.length < 40, `${labels.length} labels`);
});

test("it has a name", () => {
  const { describe, el, frame } = open({});
  describe("The plane");
  assert.equal(frame.attributes["aria-label"], "The plane");
  assert.deepEqual([...el.classes], ["nnlab-plane"]);
});

test("in a narrow picture a name loses what stands after its comma", () => {
  const { numbers } = open({ x_name: "flipper, mm", y_name: "bill depth, mm" }, true);
  drawn.length = 0;
  numbers();
  const words = drawn.filter(([what]) => what === "fillText").map(([, label]) => label);
  assert.ok(["flipper", "bill depth"].every((name) => words.includes(name)) && !words.some((label) => label.includes(",")), `${words}`);
});

test("a number below stays at its place, with a rim where a line would run through it; those at the left may lift over it", () => {
  const { at, numbers } = open({ bounds: [-1, 3, 10, 14], ticks: [ticks(0, 1, 2), ticks(12)], y_name: "y" }, true);
  const [px, py] = at([1, 12]), where = (label, lines) => {
    drawn.length = 0;
    numbers(lines, [], true);
    const k = drawn.findIndex(([what, words]) => what === "fillText" && words === label);
    return { x: drawn[k][2], y: drawn[k][3], rims: drawn.filter(([what, words]) => what === "strokeText" && words === label).length };
  };
  const alone = where("1", []), struck = where("1", [[[px, 0], [px, 300]]]);
  assert.deepEqual([struck.x, alone.rims, struck.rims], [alone.x, 0, 1]);
  const level = [[0, py], [400, py]], free = where("12", []), over = where("12", [level]);
  assert.ok(over.y < free.y - 8 && over.y > free.y - 20 && !over.rims, `${free.y}, ${over.y}`);
});

test("a name makes room for a number beside it, and one that another axis' row has already is left out", () => {
  const { numbers } = open({ bounds: [-1, 3, 0, 3], ticks: [ticks(0, 1, 2), ticks(0.2, 1, 2.9)], y_name: "height" }, true);
  drawn.length = 0;
  numbers();
  const words = drawn.filter(([what]) => what === "fillText"), [top, name] = ["2.9", "height"].map((label) => words.find(([, word]) => word === label));
  assert.ok(top && name[2] > top[2] + 7 * 3, `${top}, ${name}`);
  const twice = open({ bounds: [-1, 3, -0.1, 2.9], ticks: [ticks(0, 1, 2), ticks(0, 1)] }, true);
  drawn.length = 0;
  twice.numbers();
  assert.equal(drawn.filter(([what, word]) => what === "fillText" && word === "0").length, 1);
});
