// What each sample wishes of the answer there: an arrow up, "more!", or down, "less!", and that answer.

const LONG = 6.4, MOST = 5.2; // radii of a point that an arrow is long for a wish of 1, and at most
const LEAST = 0.03; // smaller ones are fulfilled

/** @import { PlaneValues } from "./types" */

// Beside points of radius `r`, inside `seen`.
export function paintWishes(b, /** @type {PlaneValues} */ { wishes, points }, at, r, { width, height }) {
  const { ink, pen } = b, s = r / 11;
  for (const [x, y, pull, text] of wishes) {
    const wrong = points.some(([qx, qy, , bad]) => bad && qx === x && qy === y) ? 9 : 0; // beyond the ring
    const [px, py] = at([x, y]), asks = Math.abs(pull) >= LEAST, up = Math.sign(pull);
    const side = px + (wrong + (asks ? 44 : 24)) * s + b.wide(text, 650) < width ? 1 : -1, middle = px + side * (28 + wrong) * s;
    const half = (Math.min(Math.abs(pull) * LONG, MOST) * r) / 2, cy = Math.min(Math.max(py, half + 6), height - half - 6);
    if (asks) {
      const head = Math.min(16, 7 + half / 2) * s;
      for (const [color, more] of [[ink.paper, 2 * s], [up > 0 ? ink.positive : ink.negative, 0]]) {
        const tip = cy - up * (half + more), base = tip + up * (head * 0.9 + 1.5 * more), w = head * 0.48 + more * 1.4;
        b.stroke([[middle, cy + up * half], [middle, base]], color, 4.6 * s + 2 * more, { cap: "round" });
        b.fill(color, () => {
          for (const [dx, dy] of [[0, tip], [-w, base], [w, base]]) pen.lineTo(middle + dx, dy);
          pen.closePath();
        }, color, 1.5);
      }
    }
    b.text(text, px + side * (wrong + (asks ? 41 : 21)) * s, py + 0.5, side > 0 ? "left" : "right", { color: ink.ink, weight: 650, halo: true });
  }
}
