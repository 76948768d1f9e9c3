// What a hand and what a key asks for.
import assert from "node:assert/strict";
import test from "node:test";
import { send } from "./page.mjs";
import { tag } from "../../src/nnlab/live/js/dom.js";
import { hands, way } from "../../src/nnlab/live/js/pointer.js";

function area(item) {
  const element = tag("div"), seen = [];
  hands(element, element, new AbortController().signal, {
    pick: () => item,
    drag: (phase, [dx, dy]) => seen.push([phase, dx, dy]),
    tap: (what) => seen.push(["tap", what]),
    hover: (at) => { seen.push(["hover", at]); return "grab"; },
    keyed: () => seen.push(["keyed"]),
  });
  const at = (type, x, y, more = {}) => send(element, type, { pointerId: 1, button: 0, pointerType: "mouse", clientX: x, clientY: y, ...more });
  return { element, seen, at };
}

test("a drag begins after two px, and has a start, moves and an end", () => {
  const { seen, at, element } = area({ held: true });
  assert.equal(at("pointerdown", 10, 10), false);
  assert.equal(element.captured, 1);
  at("pointermove", 11, 10);
  assert.deepEqual(seen, []);
  at("pointermove", 13, 10);
  at("pointermove", 15, 14);
  at("pointermove", 50, 50, { pointerId: 2 }); // another finger
  at("pointerup", 15, 14);
  assert.deepEqual(seen, [["start", 3, 0], ["move", 5, 4], ["end", 5, 4]]);
  assert.equal(element.captured, null);
});

test("places are px of the surface on a page that is scaled, too", () => {
  const { seen, at, element } = area({ held: true });
  element.offsetWidth = 200;
  element.getBoundingClientRect = () => ({ left: 0, top: 0, width: 400 });
  at("pointerdown", 0, 0);
  at("pointermove", 8, 0);
  assert.deepEqual(seen, [["start", 4, 0]]);
});

test("Escape takes a drag back; the page's scrolling does, too", () => {
  for (const cancel of [({ element }) => send(element, "keydown", { key: "Escape" }), ({ at }) => at("pointercancel", 0, 0)]) {
    const it = area({ held: true });
    it.at("pointerdown", 0, 0);
    it.at("pointermove", 9, 0);
    cancel(it);
    it.at("pointerup", 9, 0);
    assert.deepEqual(it.seen.map(([phase]) => phase), ["start", "cancel"]);
  }
});

test("a tap may wander a little; its click is no second one", () => {
  const { seen, at, element } = area("point");
  at("pointerdown", 10, 10);
  at("pointerup", 14, 10);
  send(element, "click", { detail: 1 });
  assert.deepEqual(seen, [["tap", "point"]]);
  at("pointerdown", 10, 10);
  at("pointerup", 30, 10);
  assert.equal(seen.length, 1);
  send(element, "click", { detail: 0 }); // Enter, or a screen reader
  assert.deepEqual(seen.at(-1), ["keyed"]);
});

test("a mouse hovers, a finger doesn't", () => {
  const { seen, at, element } = area("point");
  at("pointermove", 5, 6, { pointerType: "touch" });
  assert.deepEqual(seen, []);
  at("pointermove", 5, 6);
  assert.deepEqual([seen, element.style.cursor], [[["hover", [5, 6]]], "grab"]);
});

test("keys: arrows, pages and ends, but no shortcuts", () => {
  const key = (key, more = {}) => way({ key, preventDefault() {}, stopPropagation() {}, ...more });
  assert.deepEqual(key("ArrowLeft"), { dx: -1, dy: 0, steps: -1, big: false, end: 0 });
  assert.deepEqual([key("PageUp").steps, key("PageUp").big], [1, true]);
  assert.equal(key("ArrowUp", { shiftKey: true }).big, true);
  assert.deepEqual([key("Home").end, key("End").end], [-1, 1]);
  assert.deepEqual([key("a"), key("ArrowUp", { ctrlKey: true }), key("Home", { altKey: true })], [null, null, null]);
});
