// What each sample wishes of the answer at it: an arrow up, "more!", or down, "less!", and that answer.

const LONG = 92; // px of an arrow for a wish of 1
const LEAST = 0.03; // smaller ones are fulfilled

/** @import { Wish } from "./types" */

export function paintWishes(b, at, /** @type {Wish[]} */ wishes, { left, width }) {
  const { ink, scale, pen } = b;
  for (const [x, y, pull, text] of wishes) {
    const [px, py] = at([x, y]), wide = b.wide(text, 650), room = px + 44 * scale + wide < left + width;
    const side = room ? 1 : -1, middle = px + side * 26 * scale, half = (Math.abs(pull) * LONG * scale) / 2;
    if (Math.abs(pull) >= LEAST) {
      const up = Math.sign(pull), head = Math.min(15, 8 + half / 2) * scale;
      for (const [color, more] of [[ink.paper, 2], [up > 0 ? ink.positive : ink.negative, 0]]) {
        const tip = py - up * (half + more), base = tip + up * (head * 0.9 + more), w = head * 0.46 + more * 1.3;
        pen.lineCap = "round";
        b.stroke([[middle, py + up * half], [middle, base]], color, (4.2 + 2 * more) * scale);
        pen.lineCap = "butt";
        b.fill(color, () => {
          for (const [dx, dy] of [[0, tip], [-w, base], [w, base]]) pen.lineTo(middle + dx, dy);
          pen.closePath();
        }, color, 1.5);
      }
    }
    const far = px + side * (Math.abs(pull) >= LEAST ? 39 : 20) * scale;
    Object.assign(pen, { lineWidth: 4 * scale, strokeStyle: ink.paper, textAlign: side > 0 ? "left" : "right" });
    b.wide(text, 650); // sets the font
    pen.strokeText(text, far, py + 0.5);
    b.text(text, far, py + 0.5, side > 0 ? "left" : "right", { color: ink.ink, weight: 650 });
  }
}
