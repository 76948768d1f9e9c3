// What views paint, and how strong.
import assert from "node:assert/strict";
import test from "node:test";
import { drawn, send } from "./page.mjs";
import { tag } from "../../src/nnlab/live/js/dom.js";
import { struck } from "../../src/nnlab/live/js/labels.js";

const names = ["panel", "bend", "cases", "sketch", "squares", "tiles", "glass", "film", "pulse", "relief", "spark", "sheet"];
const [panel, bend, cases, sketch, squares, tiles, glass, film, pulse, relief, spark, sheet] = (await Promise.all(names.map((name) => import(`../../src/nnlab/live/js/${name}.js`)))).map((module) => module.default);

let repaints = 0;
function painted(view, values) {
  const root = tag("div"), part = { values, send() {}, wire: { parts: new Map() } };
  const it = view({ part, root, el: tag("div"), signal: new AbortController().signal, repaint() { repaints += 1; } });
  drawn.length = 0;
  it.paint();
  return drawn.filter(([what]) => ["stroke", "fill"].includes(what)).map(([what, pen]) => ({ what, ...pen }));
}
const flat = [[0, 1], [6, 1]];
const paper = { bounds: [0, 6, 0, 3], ticks: [[], []], line: flat, curve: [], machine: [], corners: [], gap: {}, cue: "draw", text: "", moves: "", pencil: true, end: {}, rival: "" };

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

test("words that ask to drag a corner are tied to the chosen one", () => {
  const corner = { at: [3, 1], fan: [], name: "1", used: true, chosen: true, spoken: "", says: "" };
  const other = { ...corner, at: [1, 1], name: "2", chosen: false };
  painted(sketch, { ...paper, pencil: false, curve: flat, moves: "across", corners: [other, corner] });
  const [, x, y, wide, high] = drawn.find(([what]) => what === "roundRect");
  const from = drawn.findIndex(([what, px, py]) => what === "moveTo" && px === 200 && Math.abs(py - 200) < 1e-9);
  const [, tx, ty] = drawn[from + 1];
  assert.ok(from > 0 && tx > x - 1 && tx < x + wide + 1 && ty > y - 1 && ty < y + high + 1, `${[tx, ty]} in ${[x, y, wide, high]}`);
});

test("the way from a corner to its words strikes no rival's name", () => {
  const corner = { at: [3, 0], fan: [], name: "1", used: true, chosen: true, spoken: "", says: "" }, curve = [[0, 0], [3, 0], [6, 3]];
  for (const height of [0.2, 0.3]) {
    painted(sketch, { ...paper, pencil: false, cue: "slide a corner", curve, line: [[0, 0], [3, 2], [6, 0]], moves: "across", corners: [corner], rival: "a level line", machine: [[2.7, height], [6, height]] });
    const [, , x, y] = drawn.find(([what, words]) => what === "fillText" && words === "a level line");
    const start = drawn.findLastIndex(([what, px, py]) => what === "moveTo" && px === 200 && py === 300);
    assert.ok(!struck([x, y], [42, 7], [[200, 300], drawn[start + 1].slice(1)]), `${height}: ${[x, y]} ${drawn[start + 1]}`);
  }
});

test("the curve's end asks to be pulled up or down, within the picture; a rival's line has its name", () => {
  const end = { at: [5.85, 2], spoken: "", says: "", asks: true };
  painted(sketch, { ...paper, pencil: false, cue: "pull the end down", curve: flat, moves: "free", end, rival: "a level line", machine: flat });
  const [x, y] = [390, 100], rings = drawn.filter(([what, px, py, r]) => what === "arc" && Math.abs(px - x) < 1e-9 && Math.abs(py - y) < 1e-9 && r > 3);
  assert.ok(rings.length && rings.every(([, px, , r]) => px + r <= 400));
  const heads = drawn.filter(([what, px, py]) => what === "moveTo" || what === "lineTo" ? Math.abs(px - x) < 1e-9 && Math.abs(Math.abs(py - y) - 25) < 1e-9 : false);
  assert.equal(heads.length, 2);
  assert.ok(drawn.some(([what, words]) => what === "fillText" && words === "a level line"));
});

test("a corner that turns nothing is dashed", () => {
  const corner = { at: [3, 1], fan: [], name: "1", used: false, chosen: false, spoken: "", says: "" };
  const dashed = (used) => painted(sketch, { ...paper, pencil: false, cue: "", curve: flat, corners: [{ ...corner, used }] }) && drawn.some(([what, dash]) => what === "setLineDash" && dash[0] === 3);
  assert.deepEqual([dashed(false), dashed(true)], [true, false]);
});

test("corners in one spot are a pile, in which each has its number", () => {
  const corners = ["1", "2", "3"].map((name) => ({ at: [6, 1], fan: [], name, used: true, chosen: name === "1", spoken: "", says: "" }));
  painted(sketch, { ...paper, pencil: false, cue: "", curve: flat, corners });
  const heights = drawn.filter(([what, words]) => what === "fillText" && words && "123".includes(words)).map(([, , , y]) => y);
  assert.equal(heights.length, 3);
  assert.ok(heights[0] - heights[1] > 18 && heights[1] - heights[2] > 18, String(heights));
});

test("what is missing is one shade, and the numbers below stand at their grid lines, at the edge, too", () => {
  const bounds = [-0.24, 6.24, -1, 4], ticks = [[[0, "0"], [6, "6"]], []];
  const fills = painted(sketch, { ...paper, pencil: false, cue: "", bounds, ticks, curve: [[0, 0], [6, 2]], gap: { x: 6, low: 1, high: 2, text: "gap 1.00" } });
  const shades = (fills) => fills.filter(({ what, fillStyle }) => what === "fill" && String(fillStyle).endsWith("12")).length;
  assert.equal(shades(fills), 1);
  const at = (x) => ((x + 0.24) / 6.48) * 400;
  for (const x of [0, 6]) assert.ok(drawn.some(([what, words, px]) => what === "fillText" && words === String(x) && Math.abs(px - at(x)) < 1), String(x));
  const far = { ...paper, pencil: false, cue: "", bounds, ticks, curve: [[0, 0], [6, 3]], gap: { x: 6, low: 1, high: 3, text: "gap 2.00" } };
  assert.equal(shades(painted(sketch, far)), 0); // half a paper of it would be grey
});

test("what is asked about the floor stands beside it, within the picture", () => {
  const square = [-0.5, 1.5, -0.5, 1.5], bytes = (n) => new DataView(new ArrayBuffer(n));
  const values = { top: square, floor: square, points: [[0, 0, 0, 0, 0, false, "(0, 0)"]], cut: [], spots: [], names: ["a", "b", "c", "d"], cells: 1, image: bytes(32), fields: bytes(2), size: 1, torn: false, crisp: false, selected: [], above: false, asks: "which two will meet?", text: "", slider: "", fold: 0, falls: 0 };
  painted(sheet, values);
  const [, x, y, wide, high] = drawn.find(([what]) => what === "roundRect");
  assert.ok(x > 0 && y + high < 300, `${[x, y, wide, high]}`);
  const rim = drawn.filter(([what]) => what === "moveTo" || what === "lineTo").slice(0, 5).map(([, px, py]) => [px, py]); // the floor's
  const inside = ([px, py]) => rim.slice(1).filter(([bx, by], k) => rim[k][1] > py !== by > py && px < rim[k][0] + ((py - rim[k][1]) / (by - rim[k][1])) * (bx - rim[k][0])).length % 2 > 0;
  assert.ok(inside([0, 1].map((k) => (rim[0][k] + rim[2][k]) / 2)));
  for (const share of [0, 0.5, 1]) assert.ok(!inside([x + share * wide, y]) && !inside([x + share * wide, y + high]), `${rim}`);
});

test("of squares along a line one stands out, the largest; the others are cards, and its area stands in it", () => {
  const rows = [1, 2, 3, 4, 5].map((k) => ["", 0, k / 5, 1]);
  const values = { rows, ends: [-1, 1], ticks: [], squared: true, names: false, wide: [0, 5], areas: ["1", "2", "3", "4", "25"], axes: ["cm", "kg"], spoken: [], text: "", head: "", total: "", mean: "" };
  const filled = (across, most) => painted(squares, { ...values, across }).filter(({ what, globalAlpha }) => what === "fill" && globalAlpha > 0 && globalAlpha < most).length;
  assert.deepEqual([filled([], 0.2), filled([1, 2, 3, 4, 5], 0.2)], [5, 1]); // none of the rest darkens another
  const words = drawn.filter(([what]) => what === "fillText").map(([, words]) => words);
  assert.ok(["25", "cm", "kg"].every((one) => words.includes(one)) && !words.includes("4"));
  const near = [[4, -0.9], [4.3, -0.8], [4.9, -1]].map(([x, target]) => ({ x, target }));
  painted(squares, { ...values, rows: near.map(({ target }) => ["", 1, target, -1]), ends: [-1, 1], across: near.map(({ x }) => x), areas: ["1", "2", "4"] });
  const [, left, , wide] = drawn.filter(([what]) => what === "rect").at(-1), [, , middle] = drawn.find(([what, said]) => what === "fillText" && said === "4");
  assert.ok(middle > left && middle < left + wide, `${middle} ${left} ${wide}`);
});

test("squares keep their height while for a moment nothing has one", () => {
  const root = tag("div"), values = { rows: [["", 0, 1, -1], ["", 0, 0.5, -1]], across: [1, 2], ends: [-1, 1], ticks: [], squared: true, names: false, wide: [0, 5], areas: ["1", "2"], axes: [], spoken: [], text: "", head: "", total: "", mean: "" };
  const it = squares({ part: { values, send() {} }, root, el: tag("div"), signal: new AbortController().signal, repaint() {} });
  const sides = () => { drawn.length = 0; it.paint(); return drawn.filter(([what]) => what === "rect").map(([, , , wide]) => wide); };
  const before = sides();
  root.children[1].clientHeight = 0; // while the page changes its theme
  assert.deepEqual(sides(), before);
});

test("an activation's numbers grow with the page's text, and its handle asks to be held, with a grip", () => {
  const curve = [[[-5, 0], [0, 0.5], [5, 1]]], at = [1, 0.6];
  const values = { bounds: [-5, 5, -0.2, 1.2], ticks: [[[0, "0"]], [[1, "1"]]], tones: [-1, 1], curve, slopes: [], at, tangent: [], triangle: [], rise: "", steep: [], x_name: "z", y_name: "f(z)", text: "" };
  const marks = painted(bend, values);
  assert.equal(marks.filter(({ lineWidth, globalAlpha }) => lineWidth === 1.6 && globalAlpha === 0.75).length, 3); // strokes across its way
  assert.ok(drawn.some(([what, words]) => what === "fillText" && words === "drag"));
  repaints = 0;
  painted(bend, values);
  assert.equal(repaints, 0); // till it is seen nothing breathes
  assert.ok(drawn.filter(([what, words]) => what === "fillText" && ["0", "1", "z"].includes(words)).length === 3);
});

test("a reason's block is whole: its border runs behind it, its name stands on it once", () => {
  const column = { bits: [1], floor: -0.5, bricks: [[0, -0.5, 1.5]], z: 1.5, target: 1, wrong: false, grip: true };
  const values = { rows: ["sun"], columns: [column], reach: [-2, 3], ticks: [[0, "0"], [1, "1"]], sides: ["stays", "goes"], selected: -1, cue: "", title: "", names: [""], text: "" };
  const marks = painted(cases, values), border = marks.findLastIndex(({ what, lineWidth }) => what === "stroke" && lineWidth === 3.2);
  assert.ok(border >= 0 && border < marks.findIndex(({ what, strokeStyle }) => what === "stroke" && strokeStyle === "--nnlab-positive"));
  assert.equal(drawn.filter(([what, words]) => what === "fillText" && words === "sun").length, 2); // and in the table
});

test("an open tile marks its points as the plane does, and a cross keeps off the corner that closes it", (t) => {
  const bytes = (n) => new DataView(new ArrayBuffer(n)), points = [[0, 0, 0, true, "0.7"], [1, 1, 1, true, "0.2"], [1, 0, 1, false, "0.9"]];
  const opened = { bounds: [-0.5, 1.5, -0.5, 1.5], size: 2, field: bytes(4), points, whole: false };
  const values = { n: 1, cells: 2, which: [0], fresh: bytes(4), bins: [["solved", [0]]], notes: [], air: 0, selected: 0, opened, asked: false, said: 0, names: [], caption: "", text: "" };
  let now = 1000;
  t.mock.method(performance, "now", () => now);
  const root = tag("div"), it = tiles({ part: { values, send() {} }, root, el: tag("div"), signal: new AbortController().signal, repaint() {} });
  it.paint();
  now += 1000; // it has grown
  drawn.length = 0;
  it.paint();
  const told = points.map(([, , , , says]) => drawn.find(([what, words]) => what === "fillText" && words === says));
  const arcs = drawn.filter(([what]) => what === "arc"), rings = [told[0], told[1]].map(([, , x]) => arcs.filter(([, ax]) => Math.abs(ax - x) < 1e-9));
  assert.deepEqual(rings.map(({ length }) => length), [3, 2]); // two round each wrong one, and the disc of the 0
  const crosses = drawn.filter(([what, x, y], k) => what === "lineTo" && drawn[k - 1][0] === "moveTo" && drawn[k - 1][1] < x && Math.abs(x - drawn[k - 1][1]) < 30 && Math.abs(Math.abs(y - drawn[k - 1][2]) - (x - drawn[k - 1][1])) < 1e-6).map(([, x]) => x);
  assert.ok(crosses.some((x) => x > told[0][2] && x < told[0][2] + 60), "to the right of the first");
  assert.ok(crosses.length && !crosses.some((x) => x > told[1][2]), "to the left of the one in the corner");
});

test("what lifts a case and the line it stands on have a word: by a low mark, too", () => {
  const column = { bits: [1], floor: -0.5, bricks: [[0, -0.5, 0.5]], z: 0.5, target: 0, wrong: true, grip: true };
  const values = { rows: ["sun"], columns: [column], reach: [-2, 3], ticks: [[0, "0"], [1, "1"], [-0.4, "-0.4"]], sides: ["stays", "goes"], selected: -1, cue: "", title: "", names: [""], text: "" };
  painted(cases, values);
  const words = drawn.filter(([what]) => what === "fillText"), names = words.filter(([, word]) => ["sun", "s"].includes(word));
  assert.equal(names.length, 3); // on its block, and in the table: whole, and its letter
  const floor = words.find(([, word]) => word === "bias"), dotted = drawn.filter(([what, x, y], k) => what === "moveTo" && Math.abs(y - floor[3]) < 1e-9);
  assert.ok(dotted.length && !words.some(([, word]) => word === "-0.4"));
});

test("cases keep their height while for a moment nothing has one, and their title lies on no brick", () => {
  const column = (z) => ({ bits: [1], floor: 0, bricks: [[0, 0, z]], z, target: 1, wrong: false, grip: true });
  const values = { rows: ["sun"], columns: [column(1), column(1.6), column(2.4)], reach: [-2, 3], ticks: [[-2, "-2"], [0, "0"], [2, "2"]], sides: ["stays", "goes"], selected: -1, cue: "", title: "now", names: ["", "", ""], text: "" };
  const root = tag("div"), it = cases({ part: { values, send() {} }, root, el: tag("div"), signal: new AbortController().signal, repaint() {} });
  const words = () => { drawn.length = 0; it.paint(); return drawn.filter(([what]) => what === "fillText"); };
  const before = words(), title = before.find(([, said]) => said === "now")[3];
  root.clientHeight = 0; // while the page changes its theme
  assert.deepEqual(words(), before);
  const blocks = drawn.filter(([what]) => what === "roundRect").map(([, , y, , high]) => [y, y + high]);
  assert.ok(blocks.every(([top, low]) => title < top - 8 || title > low + 8), `${title} ${JSON.stringify(blocks)}`);
});

test("an empty box is what a case is missing", () => {
  const column = { bits: [1], floor: -1.5, bricks: [[0, -1.5, -0.5]], z: -0.5, target: 1, wrong: true, grip: true };
  const values = { rows: ["sun"], columns: [column], reach: [-2, 3], ticks: [[0, "0"], [1, "1"]], sides: ["stays", "goes"], selected: -1, cue: "", title: "", names: [""], text: "" };
  const boxes = (given) => painted(cases, { ...values, columns: [{ ...column, ...given }] }).filter(({ what, strokeStyle }) => what === "stroke" && strokeStyle === "--nnlab-negative").length;
  assert.deepEqual([boxes({}), boxes({ bricks: [[0, -1.5, 0.5]], z: 0.5 })], [1, 0]);
});

test("a code stands near the middle of its piece, and off a thread", () => {
  const left = { code: "0", polygon: [[0, 0], [2, 0], [2, 3], [0, 3]], places: [[0.3, 0.3, 1]] }, right = { code: "1", polygon: [[2, 0], [4, 0], [4, 3], [2, 3]], places: [[3.8, 0.3, 1]] };
  const rest = { lines: [], contours: [], values: [], wishes: [], focus: {}, probe: {}, names: {}, text: "", note: "", cue: "", selected: -1, size: 0, n_classes: 2, way_back: "" };
  const thread = { points: [[3, 0.5], [3, 2.5]], dotted: true };
  painted(glass, { ...rest, bounds: [0, 4, 0, 3], ticks: [[], []], x_name: "", y_name: "", points: [], pieces: [left, right], curves: [thread], field: new DataView(new ArrayBuffer(1)) });
  const [bare, tied] = ["0", "1"].map((code) => drawn.find(([what, words]) => what === "fillText" && words === code)[2]);
  assert.ok(Math.abs(bare - 100) < 15 && Math.abs(tied - 300) > 12 && Math.abs(tied - 300) < 60, `${bare} ${tied}`);
});

test("in a crowd a piece's code stands where it covers fewest points, and leaves the axes' numbers", () => {
  const crowd = Array.from({ length: 80 }, (_, k) => [1 + (k % 10) / 10, 1 + Math.floor(k / 10) / 10, 0, false, 1, false]);
  const piece = { code: "10", polygon: [[0, 0], [4, 0], [4, 3], [0, 3]], places: [[1.5, 1.5, 1]] };
  const values = { bounds: [0, 4, 0, 3], ticks: [[[1, "1"], [2, "2"], [3, "3"]], [[1, "1"], [2, "2"]]], x_name: "x", y_name: "y", points: crowd, pieces: [piece] };
  const rest = { lines: [], curves: [], contours: [], values: [], wishes: [], focus: {}, probe: {}, names: {}, text: "", note: "", cue: "", selected: -1, size: 0, n_classes: 2, way_back: "" };
  painted(glass, { ...rest, ...values, field: new DataView(new ArrayBuffer(1)) });
  const [, , x, y] = drawn.find(([what, words]) => what === "fillText" && words === "10");
  assert.ok(!crowd.some(([px, py]) => Math.abs(100 * px - x) < 12 && Math.abs(300 - 100 * py - y) < 13), `${[x, y]}`);
  assert.deepEqual(drawn.filter(([what, words]) => what === "fillText" && /^\d$/.test(words)).map(([, words]) => words), ["2", "1", "1", "2", "3"]);
});

test("words that ask for a line yield to a code, and keep off a crowd", () => {
  const rest = { curves: [], contours: [], values: [], wishes: [], focus: {}, probe: {}, names: {}, text: "", note: "", cue: "drag a line", selected: -1, size: 0, n_classes: 2, way_back: "" };
  const line = { segment: [[0, 0.45], [4, 0.45]], anchor: [1.4, 0.45], head: [1.4, 1], selected: true, draggable: true, label: "" };
  const pieces = [{ code: "1", polygon: [[0, 0.45], [4, 0.45], [4, 3], [0, 3]], places: [[2, 2, 1]] }, { code: "0", polygon: [[0, 0], [4, 0], [4, 0.45], [0, 0.45]], places: [[0.7, 0.22, 0.2]] }];
  const shown = (points) => {
    painted(glass, { ...rest, bounds: [0, 4, 0, 3], ticks: [[], []], x_name: "x", y_name: "y", points, pieces, lines: [line], field: new DataView(new ArrayBuffer(1)) });
    return drawn.filter(([what]) => what === "fillText");
  };
  const said = shown([[3, 2, 0, false, 1, false]]), [, , cx, cy] = said.find(([, words]) => words === "0"), ask = said.find(([, words]) => words.startsWith("drag"));
  assert.ok(said.some(([, words]) => words === "1"));
  assert.ok(!ask || Math.abs(ask[2] - cx) > 60 || Math.abs(ask[3] - cy) > 28, `${ask} ${[cx, cy]}`);
  const crowd = Array.from({ length: 600 }, (_, k) => [(k % 30) / 7.5, Math.floor(k / 30) / 6.7, 0, false, 1, false]);
  assert.ok(!shown(crowd).some(([, words]) => words.startsWith("drag")));
});

test("in a crowd the wrong ones have crosses where these have room, and what it is about asks to be touched", () => {
  const crowd = (apart) => Array.from({ length: 70 }, (_, k) => [k < 2 ? 2 + k * apart : 0.5, k < 2 ? 1.5 : 0.5, 0, k < 2, 1, false]);
  const rest = { lines: [], curves: [], contours: [], values: [], wishes: [], probe: {}, names: {}, text: "", note: "", selected: -1, size: 0, n_classes: 2, way_back: "", pieces: [], x_name: "x", y_name: "y" };
  const seen = (given) => {
    painted(glass, { ...rest, bounds: [0, 4, 0, 3], ticks: [[], []], points: crowd(1), focus: {}, cue: "", ...given, field: new DataView(new ArrayBuffer(1)) });
    return { ends: drawn.filter(([what]) => what === "lineTo").length, rings: drawn.filter(([what, , , r]) => what === "arc" && r > 30).length };
  };
  assert.ok(seen({}).ends > seen({ points: crowd(0.05) }).ends);
  const focus = { index: 5, text: "wants 1, gets 0" };
  assert.deepEqual([seen({ focus, cue: "touch it" }).rings, seen({ focus }).rings], [1, 0]);
});

test("what is to come of a film is one strip, and its last frame says what is wanted", () => {
  const points = [[0, 0, 0, false, 1, false], [1, 1, 0, false, 1, false]]; // two discs
  painted(film, { frames: [], fields: new Uint8Array(), size: 2, power: 1, bounds: [-0.5, 1.5, -0.5, 1.5], now: -1, exact: false, points, n_classes: 2, of: 2, text: "" });
  const said = drawn.filter(([what]) => what === "fillText").map(([, words]) => words), discs = drawn.filter(([what]) => what === "arc");
  assert.equal(said.filter((words) => words === "wanted").length, 1);
  assert.equal(discs.length, 2 + 2, "in the last, and how many are right in the end");
  assert.ok(drawn.some(([what, , , wide, high]) => what === "roundRect" && wide > 9 * high), "the strip");
});

test("where a node's notes have no room its number has", () => {
  const notes = [["blame of z", "soft"], ["+0.0282", "bold +"]];
  const node = { at: [0.5, 0.8], size: 58, name: "h", text: "", tone: 0, known: true, strong: false, fresh: "", notes };
  const shown = (high) => {
    const root = Object.assign(tag("div"), { clientWidth: 500, clientHeight: high, isConnected: true });
    pulse({ root, el: tag("div"), part: { values: { nodes: [node], links: [], pulses: [], step: 0, key: [] } }, signal: new AbortController().signal, repaint() {} }).paint();
    return root.children[0].innerHTML;
  };
  assert.ok(["blame of z", "+0.0282"].every((words) => shown(390).includes(words)));
  assert.ok(!shown(190).includes("blame of z") && shown(190).includes("+0.0282"));
});

test("a guess is a pile of places that a hand can hold, till it's drawn", () => {
  const bins = [["solved", []], ["lost", []]], map = new DataView(new ArrayBuffer(16));
  const values = { n: 16, cells: 1, which: [...Array(16).keys()], fresh: map, bins, air: 0.4, selected: -1, notes: ["4 right", "2 alike"], opened: {}, asked: true, said: 5, names: [], caption: "", text: "" };
  const seen = (given) => {
    painted(tiles, { ...values, ...given });
    return ["?", "0"].map((words) => drawn.filter(([what, said]) => what === "fillText" && said === words).length);
  };
  const handles = () => drawn.filter(([what, x, y, r]) => what === "arc" && r > 5).length;
  assert.deepEqual([seen({}), handles() > 0], [[1, 0], true]); // the pile stands where the first question would
  assert.ok(["drag", "4 right", "2 alike"].every((words) => drawn.some(([what, said]) => what === "fillText" && said === words)));
  assert.deepEqual([seen({ said: 0 }), handles() > 0], [[2, 0], false]);
  assert.deepEqual([seen({ asked: false }), handles() > 0], [[0, 2], false]);
});

test("a sum stands where its answer will, and below that once it's there", () => {
  const node = { at: [0.5, 0.4], size: 58, name: "h", text: "", tone: 0, strong: true, fresh: "", notes: [["z +0.6000", "soft", "+0.60"]] };
  const shown = (known) => {
    const root = Object.assign(tag("div"), { clientWidth: 500, clientHeight: 390, isConnected: true });
    pulse({ root, el: tag("div"), part: { values: { nodes: [{ ...node, known }], links: [], pulses: [], step: 0, key: [] } }, signal: new AbortController().signal, repaint() {} }).paint();
    return root.children[0].innerHTML;
  };
  assert.ok(shown(false).includes(">+0.60<") && !shown(false).includes("+0.6000"));
  assert.ok(shown(true).includes("z +0.6000") && !shown(true).includes(">+0.60<"));
});

test("the head of the arrow downhill lies all on its paper, however the ground bends it", () => {
  const n = 16, heights = new DataView(new ArrayBuffer(2 * n * n));
  for (let k = 0; k < n * n; k++) heights.setUint16(2 * k, 1 + 60000 * Math.exp(-((k % n - 6) ** 2 + (Math.floor(k / n) - 9) ** 2) / 20), true);
  const words = { x_name: "x", y_name: "y", caption: "", note: "", cue: "", text: "" };
  painted(relief, { ...words, bounds: [0, 1, 0, 1], size: n, heights, clear: null, levels: [], path: [[0.45, 0.55]], start: [], head: [0.6, 0.35], turned: 0, ticks: [[], []] });
  const corners = drawn.flatMap(([what], k) => (what === "closePath" ? [drawn.slice(k - 3, k).map(([, ...xy]) => xy)] : [])).slice(-2);
  const [paper, head] = corners, side = ([ax, ay], [bx, by], [x, y]) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  const inside = (xy) => new Set(paper.map((a, k) => Math.sign(side(a, paper[(k + 1) % 3], xy)))).size === 1;
  assert.ok(head.every(inside), JSON.stringify(corners));
});

test("of the walker's words none lies on its arrow or under the words that ask", () => {
  const heights = new DataView(new ArrayBuffer(8)), words = { x_name: "x", y_name: "y", caption: "", note: "", text: "" };
  const said = (cue, start, head) => {
    painted(relief, { ...words, cue, bounds: [0, 1, 0, 1], size: 2, heights, clear: null, levels: [], path: [[0.5, 0.5]], start, head, turned: 0, ticks: [[], []] });
    const [, word, x, y] = drawn.find(([what, words]) => what === "fillText" && ["start", "downhill"].includes(words)), half = word.length * 3.5;
    const pill = drawn.find(([what]) => what === "roundRect") ?? [0, -9, -9, 0, 0], shaft = drawn.filter(([what]) => ["moveTo", "lineTo"].includes(what));
    assert.ok(Math.abs(pill[1] + pill[3] / 2 - x) > pill[3] / 2 + half || Math.abs(pill[2] + pill[4] / 2 - y) > pill[4] / 2 + 8, `${word}: ${[x, y]} ${pill}`);
    assert.ok(!shaft.some(([, px, py]) => Math.abs(px - x) < half && Math.abs(py - y) < 8), `${word}: ${[x, y]}`);
  };
  for (let turn = 0; turn < 6; turn += 0.5) {
    const way = [0.5 + 0.2 * Math.cos(turn), 0.5 + 0.2 * Math.sin(turn)];
    said("drag the walker", [], way);
    for (const far of [0.5, 0.8]) said("", way.map((v) => 0.5 + far * (v - 0.5)), way);
  }
});

test("a small curve names its steps, if they have a name, and says whether a walk has begun", () => {
  const data = new DataView(new ArrayBuffer(32)), line = (n) => [{ n, soft: false }];
  const values = { data, lines: line(1), bounds: [0, 30, 0, 1], log: false, ticks: [[[0, "0"], [30, "30"]], []], levels: [], marker: {}, x_name: "step", text: "" };
  const words = (given) => {
    const el = tag("div");
    spark({ part: { values: { ...values, ...given }, send() {} }, root: tag("div"), el, signal: new AbortController().signal, repaint() {} }).paint();
    return [drawn.some(([what, said]) => what === "fillText" && said === "step 30"), el.classes.has("nnlab-begun")];
  };
  assert.deepEqual(words({}), [true, false]);
  const veiled = (fog) => { drawn.length = 0; words({ fog, marker: { x: 3, y: 0.5 } }); return drawn.some(([what, x]) => what === "rect" && x > 20); };
  assert.deepEqual([veiled(true), veiled(false)], [true, false]); // what comes
  drawn.length = 0;
  drawn.length = 0;
  assert.deepEqual(words({ x_name: "", lines: line(2) }), [false, true]);
});

test("what is pressed counts as it was pressed, whatever is painted before the click, and once", () => {
  globalThis.requestAnimationFrame ??= () => 0;
  const sent = [], root = tag("div"), part = { values: { html: "", live: false }, send: (event) => sent.push(event.type) };
  panel({ part, root, el: tag("div"), signal: new AbortController().signal, say() {} });
  const [body] = root.children, at = { button: 0, pointerId: 1, clientX: 50, clientY: 50 };
  const button = { dataset: { event: '{"type": "hint"}' }, getAttribute: () => null, cloneNode: () => ({ ...button, dataset: { ...button.dataset } }) };
  const there = (what) => (what.startsWith("[data-event]") ? button : null);
  body.closest = there;
  const up = (more = {}) => send(window, "pointerup", { ...at, ...more });
  send(body, "pointerdown", at);
  button.dataset.event = '{"type": "other"}'; // painted anew under the press
  up();
  send(body, "click", { detail: 1 });
  assert.deepEqual(sent, ["hint"]);
  send(body, "pointerdown", at);
  body.closest = () => null; // or gone: the browser tells of no click
  up();
  assert.deepEqual(sent, ["hint", "other"]);
  body.closest = there;
  send(body, "pointerdown", at);
  up({ clientX: 90 }); // it was drawn away
  assert.equal(sent.length, 2);
  send(body, "click", { detail: 0 }); // by a key
  assert.equal(sent.length, 3);
});

test("blame waits clear of the output on a phone, too, on the ground of the layer at work", () => {
  const ends = [[0.4, 0.3], [0.85, 0.5]], layers = [tag("g"), tag("g")], root = Object.assign(tag("div"), { clientWidth: 286, clientHeight: 259 });
  const node = (at, strong) => ({ key: "n", at, size: 74, name: "", text: "", tone: 0, known: true, strong, fresh: "", notes: [] });
  const blame = { ends, path: [0.75, 0.75], stays: true, size: 1, text: "", side: 0, below: false };
  const values = { nodes: [node(ends[0], false), node(ends[1], true)], links: [], pulses: [blame], back: true, key: [], step: 6, pace: 0, rest: 0, text: "" };
  const view = pulse({ root, el: tag("div"), part: { values }, signal: new AbortController().signal, repaint() {} });
  root.children[0].querySelectorAll = () => layers;
  view.paint();
  const [, x, radius] = layers[1].innerHTML.match(/cx="([\d.]+)".* r="([\d.]+)"/).map(Number), [, left, wide] = root.children[0].innerHTML.match(/<rect x="([\d.]+)".*? width="([\d.]+)"[^>]*column/).map(Number);
  assert.ok(x + radius < 0.85 * 286 - (74 * 0.72) / 2, "clear of the node");
  assert.ok(left < 0.85 * 286 && 0.85 * 286 < left + wide);
});
