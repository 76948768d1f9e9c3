// Elements are made once, and written to only where something differs.
import assert from "node:assert/strict";
import test from "node:test";
import "./page.mjs";
import { arrange, put, tag } from "../../src/nnlab/live/js/dom.js";

test("an attribute that is false or null is left out, one that is true has no value", () => {
  const element = tag("div", { a: true, b: false, c: null, d: 3 });
  assert.deepEqual(element.attributes, { a: "", d: 3 });
});

test("what can have the focus keeps its keys from JupyterLab", () => {
  const keeps = (...given) => "data-lm-suppress-shortcuts" in tag(...given).attributes;
  assert.deepEqual(["button", "input", "a", "div"].map((name) => keeps(name)), [true, true, true, false]);
  assert.ok(keeps("tr", { tabindex: 0 }));
});

test("only what differs is written, each in its own way", () => {
  const element = tag("div");
  const values = { text: "now", hidden: true, ".on": true, left: 3, "--at": "0.5", "aria-label": "it" };
  put(element, values);
  assert.deepEqual([element.textContent, element.hidden, [...element.classes]], ["now", true, ["on"]]);
  assert.deepEqual([element.styles, element.attributes], [{ left: "3px", "--at": "0.5" }, { "aria-label": "it" }]);
  const { written } = element;
  put(element, { ...values });
  assert.equal(element.written, written);
  put(element, { ".on": false, left: 4 });
  assert.deepEqual([element.styles.left, element.classes.size], ["4px", 0]);
});

test("children in order: what is in its place isn't touched", () => {
  const parent = tag("div"), [a, b, c] = ["p", "p", "p"].map((name) => tag(name));
  arrange(parent, [a, c]);
  const { written } = parent;
  arrange(parent, [a, c]);
  assert.equal(parent.written, written);
  arrange(parent, [a, b, c]);
  assert.deepEqual(parent.children, [a, b, c]);
  assert.equal(parent.written, written + 1);
});
