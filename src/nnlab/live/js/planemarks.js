// The plane's marks on a canvas: points, lines with their handle and arrow, and how they ask to be held.
// The same on paper is plots/paint.py. All in px; `s` is how large marks are drawn, 1 on a page.

import { bare, placed } from "./labels.js";

/** @import { Line, Place, Point } from "./types" */

const CORNERS = [[-1, -1], [1, -1], [1, 1], [-1, 1]];
const SHAPES = [ // of the classes; the first is a disc
  [], [[0, -1.2], [1.156, 0.85], [-1.156, 0.85]], CORNERS.map((xy) => xy.map((v) => 0.9 * v)), [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
];
const HAND = "M7 10V4.2a1.4 1.4 0 0 1 2.8 0V9m0-.5a1.4 1.4 0 0 1 2.8 0V10m0-.6a1.4 1.4 0 0 1 2.8 0V13c0 3-1.8 5-4.8 5-2.4 0-3.6-1-4.8-3.2L4 11.6c-.5-1 .9-1.9 1.7-1L7 12.2";
export const GRIP = 13; // of a handle

export const marks = (/** @type {any} */ b) => {
  const { pen, ink } = b;
  const polygon = (/** @type {number[][]} */ corners) => {
    for (const [x, y] of corners) pen.lineTo(x, y);
    pen.closePath();
  };
  // A line over a wider one of paper, so that it is seen on any field.
  function cased(/** @type {Place[]} */ ends, width, casing, { color = ink.ink, alpha = 0.55, dash = /** @type {number[]} */ ([]) } = {}) {
    b.stroke(ends, ink.paper, width + casing, { alpha });
    b.stroke(ends, color, width, { dash });
  }
  const ring = (x, y, r, width, color, alpha = 1) => b.outline(() => pen.arc(x, y, r, 0, 7), color, width, { alpha });
  const disc = (x, y, r, color, alpha = 1) => {
    pen.globalAlpha = alpha;
    b.fill(color, () => pen.arc(x, y, r, 0, 7));
    pen.globalAlpha = 1;
  };
  // A head at (x, y) that points along `angle`; `wide` is half of its opening.
  function tip(x, y, angle, long, color, wide = 0.45) {
    const ends = [wide, -wide].map((turn) => [x - long * Math.cos(angle - turn), y - long * Math.sin(angle - turn)]);
    b.fill(color, () => polygon([[x, y], ...ends]), color, 1.5);
  }

  function cross(x, y, s) {
    const d = 4.2 * s;
    for (const [tint, width] of [[ink.paper, 6.1], [ink.ink, 2.6]]) {
      for (const side of [1, -1]) b.stroke([[x - d, y - side * d], [x + d, y + side * d]], tint, width * Math.max(s, 0.7), { cap: "round" });
    }
  }

  return {
    cased, ring, disc, cross, tip,

    // A point of a class; `box` is what its cross stays in, to the left where words stand on the right. A
    // small one, of a crowd, has one only where there's room for it, `apart`.
    point(/** @type {Place} */ [x, y], /** @type {Point} */ [, , target, wrong, , hollow], r, n_classes, box, left = false, apart = false) {
      const color = n_classes > 2 ? ink[`class-${target % 8}`] : ink[target ? "point-positive" : "point-negative"], s = r / 11;
      if (wrong) {
        ring(x, y, r + 8 * s, 5 * s, ink.paper, 0.8);
        ring(x, y, r + 8 * s, Math.max(1.4, 2 * s), ink.ink);
      }
      if (wrong && box && (apart || s > 0.5 * b.scale)) {
        const k = Math.max(s, 0.7 * b.scale), right = x + r + 24 * k < box.left + box.width ? 1 : -1, up = y - r - 16 * k > box.top ? 1 : -1;
        cross(x + right * (r + 15 * k), y - up * (r + 9 * k), k);
      }
      const corners = SHAPES[target % SHAPES.length].map(([dx, dy]) => [x + dx * r, y + dy * r]);
      const shape = () => (corners.length ? polygon(corners) : pen.arc(x, y, r, 0, 7));
      b.fill(hollow ? ink.paper : color, shape, ink.paper, 4.4 * Math.max(s, 0.6));
      if (hollow) b.outline(shape, color, 2);
    },

    line(/** @type {Place[]} */ ends, /** @type {any} */ { dashed, thin }, strong, s) {
      const width = (thin ? 1.4 : strong ? 3.2 : 2.2) * s;
      cased(ends, width, thin ? 2 : 5.8 * s, { color: thin ? ink.soft : ink.ink, dash: dashed ? [7, 5] : [] });
    },

    // Where the sum is the same: paper on a strong field, ink on one that fades to paper, or on a dark one.
    contour(/** @type {Place[]} */ ends, dark, soft, s) {
      b.stroke(ends, dark || soft ? ink.ink : ink.paper, 1.1 * s, { alpha: dark ? 0.18 : soft ? 0.1 : 0.38 });
    },

    // An arrow from `from` to `to`.
    arrow(/** @type {Place} */ from, /** @type {Place} */ to, color, thin, s) {
      const angle = Math.atan2(to[1] - from[1], to[0] - from[0]), far = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
      const long = Math.min((thin ? 11 : 24) * s, far * 0.75), back = far - long * 0.8;
      b.stroke([from, [from[0] + back * Math.cos(angle), from[1] + back * Math.sin(angle)]], color, (thin ? 2 : 6) * s, { cap: "round" });
      tip(...to, angle, long, color);
    },

    // What is going to be of another side: striped in its colour.
    wash(/** @type {Place[]} */ corners, color, s) {
      for (const [tint, alpha] of [[ink.paper, 1], [color, 0.34]]) {
        pen.globalAlpha = alpha;
        b.fill(tint, () => polygon(corners));
      }
      pen.globalAlpha = 1;
      b.striped(() => polygon(corners), b.room, b.high, 14 * s, color, 3.5 * s, 0.4);
    },

    // What a hand holds: a disc with three strokes across the way that it goes, [dx, dy].
    handle([x, y], color, /** @type {number[] | null} */ way, s) {
      if (b.gone) return b.dot(x, y, GRIP * s / b.scale, ink.soft);
      b.dot(x, y, GRIP * s / b.scale, ink.paper, color, 3 * s / b.scale);
      const [dx, dy] = (way ?? [0, 0]).map((v) => v * 4.5 * s);
      if (way) for (const k of [-1, 0, 1]) b.stroke([[x - dx - k * dy * 0.9, y - dy + k * dx * 0.9], [x + dx - k * dy * 0.9, y + dy + k * dx * 0.9]], color, 1.6 * s, { alpha: 0.75 });
    },

    // How a handle asks to be held: rings that have breathed out, `t` from 0 to 1, and both ways to turn.
    cue([x, y], /** @type {Place | null} */ head, t, s) {
      const out = 1 - (1 - t) ** 3;
      disc(x, y, (GRIP + 13 * out) * s, ink.ink, 0.1);
      ring(x, y, (GRIP + 23 * out) * s, 1.5 * s, ink.ink, 0.7 - 0.42 * out);
      if (!head) return;
      const at = Math.atan2(head[1] - y, head[0] - x), r = Math.max(Math.hypot(head[0] - x, head[1] - y) + 2, 58 * s), unit = 22 / r * s;
      for (const side of [1, -1]) {
        const [from, to] = [at + side * unit, at + side * unit * 2.8];
        pen.lineCap = "round";
        b.outline(() => pen.arc(x, y, r, from, to, side < 0), ink.ink, 2.4 * s, { alpha: 0.55 });
        pen.globalAlpha = 0.55;
        tip(x + r * Math.cos(to + side * 7 * s / r), y + r * Math.sin(to + side * 7 * s / r), to + side * Math.PI / 2, 11 * s, ink.ink, 0.5);
        pen.globalAlpha = 1;
        pen.lineCap = "butt";
      }
    },

    // Where both ways to turn lie.
    turns: ([x, y], [hx, hy], s) => [44, -44].map((far) => {
      const r = Math.max(Math.hypot(hx - x, hy - y) + 2, 58 * s), turn = Math.atan2(hy - y, hx - x) + (far * s) / r;
      return [x + r * Math.cos(turn), y + r * Math.sin(turn), 20 * s, 20 * s];
    }),

    // The first of these words that has room beside a handle's rings, in a pill; returns where.
    ask([x, y], /** @type {string[]} */ words, /** @type {number[][]} */ taken, seen, s) {
      const all = [...taken, [x, y, 36 * s, 36 * s]];
      for (const [k, text] of [...words, words[words.length - 1]].entries()) {
        const hand = k < words.length && HAND; // at last without
        const half = [b.wide(text, 600) / 2 + (hand ? 25 : 12) * s, 15 * s], far = 42 * s + half[0], air = half.map((each) => each + 6 * s);
        const places = [[x - far, y + 14 * s], [x - far, y - 14 * s], [x + far, y + 14 * s], [x + far, y - 14 * s], [x, y + 58 * s], [x, y - 58 * s], [x + far + 44 * s, y], [x + far + 90 * s, y], [x - far - 50 * s, y + 26 * s], [x, y - 84 * s], [x + 12 * s, y - 108 * s],
          ...[26, 46].flatMap((down) => [[-1, 1], [-1, -1], [1, 1], [1, -1]].map(([across, up]) => [x + across * far, y + up * down * s]))];
        const [px, py] = placed(places, air, all, seen);
        if (!bare([px, py], air, all)) continue;
        this.pill(text, px - half[0], py, 2 * half[0], 2 * half[1], s, hand);
        return [px, py, ...half];
      }
      return null;
    },

    // Words on ink in a pill, with a hand or another picture; its left end and middle are given.
    pill(words, x, y, wide, high, s, /** @type {string | false} */ hand = HAND) {
      b.fill(ink.ink, () => pen.roundRect(x, y - high / 2, wide, high, high / 2));
      if (!hand) return b.text(words, x + wide / 2, y + 0.5, "center", { color: ink.paper, weight: 600 });
      pen.save();
      pen.translate(x + 11 * s, y - 9.5 * s);
      pen.scale(0.95 * s, 0.95 * s);
      Object.assign(pen, { strokeStyle: ink.paper, lineWidth: 1.8, lineCap: "round", lineJoin: "round" });
      pen.stroke(new Path2D(hand));
      pen.restore();
      b.text(words, x + 35 * s, y + 0.5, "left", { color: ink.paper, weight: 600 });
    },

    // What is selected: an outline with round corners.
    square([x, y], r, s) {
      const shape = () => pen.roundRect(x - r, y - r, 2 * r, 2 * r, r * 0.35);
      b.outline(shape, ink.paper, 5.5 * s, { alpha: 0.7 });
      b.outline(shape, ink.ink, 2.5 * s);
    },
  };
};
