// Where the parts of a network stand, and which of them is meant.
import assert from "node:assert/strict";
import test from "node:test";
import cases from "./cases.mjs";
import "./page.mjs";
import { Wiring } from "../../src/nnlab/live/js/wiring.js";

const laid = (drawing, wide = 560, em = 16, high = 0) => {
  const net = new Wiring(drawing);
  net.place(drawing.layouts, wide, high || net.natural(drawing.layouts, wide, em), em);
  return net;
};
const close = (a, b) => assert.ok(Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.2, `${a} is not ${b}`);

test("links lie where Python has them, at any size of text", () => {
  assert.ok(cases.links.length >= 20);
  for (const { drawing, width, param, places } of cases.links) {
    const layouts = drawing.layouts.filter((layout) => layout.width === width);
    for (const em of [16, 24]) {
      const scale = em / 16, net = laid({ ...drawing, layouts }, width * scale, em, layouts[0].height * scale), { curve } = net.params[param];
      places.forEach((place, k) => close(curve(k / 4).map((v) => v / scale), place));
    }
  }
});

test("what can be drawn largest is spread over the box and stays inside", () => {
  for (const drawing of cases.drawings) {
    for (const [wide, high] of [[300, 260], [522, 318], [560, 560], [1200, 300], [360, 190]]) {
      const net = laid(drawing, wide, 16, high);
      net.at.forEach(([x, y], k) => {
        const half = net.sides[k] / 2;
        assert.ok(x >= half - 0.2 && x <= wide - half + 0.2 && y >= half - 0.2 && y <= high - half + 0.2, `node ${k} in ${wide} x ${high}`);
      });
      assert.ok(Math.abs(net.at[0][0] + net.at.at(-1)[0] - wide) < wide * 0.06 || net.plan.down, "as far from both edges");
    }
  }
});

test("with more room all of it is larger, up to an end", () => {
  const [drawing] = cases.drawings, side = (wide, high) => laid(drawing, wide, 16, high).sides[2];
  assert.ok(side(300, 200) < side(420, 260) && side(420, 260) < side(560, 330));
  assert.equal(side(900, 600), side(2000, 1200));
});

test("a number is meant before the link that runs past it, and nothing far from all", () => {
  for (const drawing of cases.drawings) {
    const net = laid(drawing, 960);
    for (const { key, placed, middle } of net.params) if (placed) assert.equal(net.under(middle, 12), key);
    const bare = net.links.find(({ placed, curve }) => placed && net.under(curve(0.04), 4).startsWith("p"));
    assert.ok(bare, "links can be pointed at, too");
    assert.equal(net.under([-100, -100], 22), "");
  }
});

test("keys lead along the links and through the columns", () => {
  const net = laid(cases.drawings[0]); // 2-2-1
  const go = (key, dx, dy = 0, end = 0) => net.neighbour(key, { dx, dy, end });
  assert.equal(go("n4", -1), "p6"); // from the output to the first of its weights
  assert.equal(go("p6", 0, -1), "p7");
  assert.equal(go("p7", -1), "n3");
  assert.equal(go("n3", 0, -1), "p5"); // its bias stands below it
  assert.equal(go("p5", 1), "p7");
  assert.equal(go("n2", 0, 0, 1), "p5");
  assert.equal(go("p5", 0, 0, -1), "n2");
  assert.equal(go("n0", -1), "");
  assert.equal(go("n0", 0, 1), "");
  assert.equal(go("n4", 1), "");
});

test("where layers lie below one another the arrows turn with them", () => {
  const drawing = cases.drawings.at(-1), net = laid({ ...drawing, layouts: drawing.layouts.filter(({ down }) => down) }, 280);
  assert.ok(net.plan.down);
  const first = net.links[0];
  assert.equal(net.neighbour("n0", { dx: 0, dy: -1, end: 0 }), first.key);
  assert.equal(net.neighbour("n0", { dx: 1, dy: 0, end: 0 }), "n1");
  assert.equal(net.neighbour(first.key, { dx: 0, dy: -1, end: 0 }), `n${first.to}`);
});

test("a group has one tab stop, and it moves", () => {
  const net = laid(cases.drawings[0]), { group } = net.parts.get("p6");
  net.stop("p7");
  assert.equal(group.stop, "p7");
  assert.equal(net.parts.get("p7").element.tabIndex, 0);
  assert.equal(net.parts.get("p6").element.tabIndex, -1);
});
