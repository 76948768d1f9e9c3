// The one point that a plane is about: where its cross and its words stand.
import assert from "node:assert/strict";
import test from "node:test";
import { paintFocus } from "../../src/nnlab/live/js/focus.js";

test("its words keep off it, and its cross off both, in a narrow picture, too", () => {
  const b = { size: 14, ink: {}, gone: false, wide: (words) => 7.5 * words.length }, seen = { left: 0, top: 0, width: 286, height: 260 };
  const crosses = [], draw = new Proxy({}, { get: (_, name) => (...given) => (name === "cross" ? crosses.push(given) : 0) });
  for (let x = 20; x < seen.width; x += 10) {
    const values = { focus: { index: 0, text: "Gentoo, called Adelie" }, points: [[0, 0, 1, true, 1, false]], n_classes: 2, cue: "" };
    const [mark, words] = paintFocus(b, draw, values, () => [x, 190], seen, [], 1), cross = [...crosses.at(-1).slice(0, 2), 7, 7];
    const apart = ([ax, ay, aw, ah], [bx, by, bw, bh]) => Math.abs(ax - bx) >= aw + bw - 1e-9 || Math.abs(ay - by) >= ah + bh - 1e-9;
    assert.ok(apart(mark, words) && apart(words, cross), `at ${x}: ${words}, ${cross}`);
  }
});
