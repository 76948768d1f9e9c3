// What is typed counts on Enter and when the focus leaves; nonsense is named and undone.
import assert from "node:assert/strict";
import test from "node:test";
import { send } from "./page.mjs";
import { numberBox } from "../../src/nnlab/live/js/numberbox.js";

function typed() {
  const taken = [], said = [], stepped = [], ended = [];
  const { box, show } = numberBox({
    kind: "box", say: (words) => said.push(words), take: (value) => taken.push(value), step: ({ steps }) => stepped.push(steps),
    done: ({ key }) => ended.push(key), refuse: (value) => (value < 0 ? "too low" : ""),
  });
  show("1.50", "weight");
  const key = (key) => send(box, "keydown", { key });
  return { box, show, key, taken, said, stepped, ended };
}

test("Enter takes what was typed, and goes no further", () => {
  const it = typed();
  it.box.value = "2,5";
  assert.equal(it.key("Enter"), false);
  assert.deepEqual([it.taken, it.ended, it.said], [[2.5], ["Enter"], [""]]);
});

test("so does leaving the box, but not if nothing was typed", () => {
  const it = typed();
  send(it.box, "blur");
  assert.deepEqual(it.taken, []);
  it.box.value = "3";
  send(it.box, "blur");
  assert.deepEqual(it.taken, [3]);
});

test("what is no number, or refused, is named and undone", () => {
  const it = typed();
  for (const text of ["abc", "-2"]) {
    it.box.value = text;
    it.key("Enter");
    assert.deepEqual([it.box.value, it.taken], ["1.50", []]);
  }
  assert.match(it.said[0], /abc/);
  assert.equal(it.said[1], "too low");
});

test("Escape puts back what was there", () => {
  const it = typed();
  it.box.value = "9";
  it.key("Escape");
  assert.deepEqual([it.box.value, it.taken, it.ended], ["1.50", [], ["Escape"]]);
});

test("an arrow takes the number and goes a step on from it", () => {
  const it = typed();
  it.box.value = "4";
  it.key("ArrowUp");
  assert.deepEqual([it.taken, it.stepped, it.box.selected], [[4], [1], true]);
  it.box.value = "?";
  it.key("ArrowDown");
  assert.deepEqual(it.stepped, [1]);
});

test("a new value doesn't wipe what is being typed", () => {
  const it = typed();
  it.box.focus();
  it.box.value = "7";
  it.show("2.00", "weight");
  assert.equal(it.box.value, "7");
  it.key("Escape");
  assert.equal(it.box.value, "2.00");
});
