// An activation's curve: the reader walks along it. The line under the hand moves at once; the handle, which
// says the answer, and the slope follow as Python has computed them.

import { firstSeen, put, tag } from "./dom.js";
import { around, placed } from "./labels.js";
import { picture } from "./picture.js";
import { GRIP, marks } from "./planemarks.js";
import { hands, way } from "./pointer.js";
import { STILL } from "./still.js";

const BREATH = STILL ? 1 : 900; // ms of the ring that asks to be held
const CUE = "drag along the curve";
const GROUND = 0.34; // of a side's colour, at most
const NEAR = { touch: 44 }, BESIDE = 12; // px from the handle, and from the line under it

/** @import { BendValues, Place, View } from "./types" */

export default (/** @type {View<BendValues>} */ v) => {
  const { part, signal, repaint } = v;
  const { b, seen, canvas, ink, parts, at, cover, grid, numbers, describe } = picture(v, "bend");
  const { pen } = b, draw = marks(b), shown = firstSeen(canvas, signal, repaint, BREATH);
  const spot = tag("button", { type: "button", class: "nnlab-spot nnlab-handle", role: "slider", "aria-label": "z, along the curve", "aria-valuemin": -5, "aria-valuemax": 5 });
  parts.append(spot);
  let moved = false, first = NaN, hot = false; // first: z where it opened
  /** @type {number | null} */
  let hand = null; // the z under a hand
  let taken = /** @type {number[][]} */ ([]); // what words keep clear of

  // Which side the answer is on, from left to right.
  function ground() {
    const { tones } = part.values, shade = pen.createLinearGradient(0, 0, seen.width, 0);
    tones.forEach((tone, k) => {
      const strong = Math.round(Math.abs(tone) * GROUND * 255).toString(16).padStart(2, "0");
      shade.addColorStop(k / (tones.length - 1), ink[tone < 0 ? "negative" : "positive"] + strong);
    });
    b.fill(shade, () => pen.rect(0, 0, seen.width, seen.height));
  }

  // Lines of words, each [words, look], beside a mark where they cover least.
  function words(/** @type {Place} */ xy, gap, /** @type {[string, object?][]} */ ...rows) {
    const half = [Math.max(...rows.map(([row]) => b.wide(row, 700))) / 2, 0.65 * b.size * rows.length];
    const [x, y] = placed(around(xy, half, gap * b.scale), half, taken, seen);
    rows.forEach(([row, look], k) => b.halo(row, x, y + (k - (rows.length - 1) / 2) * 1.25 * b.size, "center", look));
    taken.push([x, y, ...half]);
  }

  // A step of 1 along, and how far the answer goes up with it.
  function triangle() {
    const { triangle: corners, rise } = part.values, [from, corner, end] = corners.map(at), whole = Math.abs(corners[1][0] - corners[0][0] - 1) < 0.01;
    const color = ink[rise[0] === "+" ? "positive" : rise[0] === "\u2212" ? "negative" : "soft"], middle = /** @type {Place} */ ([corner[0], (corner[1] + end[1]) / 2]);
    b.stroke([from, corner], ink.soft, 2 * b.scale);
    b.stroke([corner, end], color, 4 * b.scale);
    words(middle, 9, [rise, { color, weight: 700 }], .../** @type {[string][]} */ (whole ? [["for each 1"]] : []));
  }

  function paint() {
    const { curve, slopes, at: here, tangent, triangle: corners, steep } = part.values;
    if (!b.look() || !curve.length) return;
    if (isNaN(first)) first = here[0];
    moved ||= here[0] !== first; // by a slider, too: the cue has done its work
    cover(true);
    const s = b.scale, [x, y] = at(here), [hx] = at([hand ?? here[0], 0]), within = Math.abs(here[0]) <= 5, asks = within && !moved && !b.gone && !canvas.closest(".nnlab-rail"); // there another picture asks
    const [bent, steepness, straight] = [curve, slopes, [tangent]].map((pieces) => pieces.map((piece) => piece.map(at)));
    ground();
    grid(ink.paper, 0.55);
    for (const piece of steepness) b.stroke(piece, ink.ink, 2.2 * s, { dash: [0.1, 5], cap: "round" });
    pen.globalAlpha = 0.55;
    b.fill(ink.paper, () => corners.map(at).forEach((xy) => pen.lineTo(...xy)));
    pen.globalAlpha = 1;
    b.stroke([[hx, 0], [hx, seen.height]], ink.ink, s, { dash: [2, 4] });
    for (const piece of bent) draw.cased(piece, 4.5 * s, 4.5 * s, { alpha: 1 });
    for (const piece of straight) b.stroke(piece, ink.ink, 2 * s);

    const paths = [...bent, ...steepness, ...straight];
    taken = [[x, y, 30 * s, 30 * s], ...paths.flat().filter((_, k) => k % 6 === 0).map(([px, py]) => [px, py, 8, 8, 0.3])];
    taken.push(...straight.flatMap(([from, to]) => (to ? [0.1, 0.3, 0.7, 0.9].map((t) => [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]), 12, 12, 0.3]) : [])));
    taken.push(...numbers(paths, within ? [[x, y, GRIP * s, GRIP * s]] : [], true));
    if (corners.length) triangle();
    const end = steepness.at(-1)?.at(-60), dot = at(steep.length ? steep : here), said = steep.length && `slope ${steep[2]}`;
    if (end && Math.abs(end[0] - dot[0]) > 100 * s) words(end, 4, ["its slope", { color: ink.soft }]);
    if (moved && said) { // what it draws is seen as it draws
      b.dot(dot[0], dot[1], 5.5, ink.ink, ink.paper);
      words(dot, 8, [said, { weight: 700 }]);
    }
    if (hot) draw.disc(x, y, (GRIP + 8) * s, ink.glow);
    if (asks) draw.cue([x, y], null, shown(), s);
    if (asks && shown() > 0 && shown() < 1) repaint();
    if (within) draw.handle([x, y], ink.ink, [0, 1], s);
    if (asks) invite([x, y], s);
    describe("An activation");
    put(spot, { left: x, top: y, hidden: !within, "aria-valuenow": here[0], "aria-valuetext": part.values.text });
  }
  function invite(/** @type {Place} */ xy, s) {
    const text = seen.width < 420 ? CUE.split(" ")[0] : CUE, half = [b.wide(text, 600) / 2 + 25 * s, 1.1 * b.size];
    const [px, py] = placed(around(xy, half, 40 * s), half, taken, seen);
    draw.pill(text, px - half[0], py, 2 * half[0], 2 * half[1], s);
  }

  hands(parts, canvas, signal, {
    pick([px, py], { pointerType }) {
      const [x, y] = at(part.values.at);
      if (Math.hypot(px - x, py - y) > (NEAR[pointerType] ?? 30) && Math.abs(px - x) > BESIDE) return null;
      spot.focus({ preventScroll: true });
      return { held: true, cursor: "ew-resize", from: part.values.at[0] };
    },
    drag(phase, [dx], { from }) {
      const [x0, x1] = part.values.bounds, x = phase === "cancel" ? from : Math.min(Math.max(from + (dx / seen.width) * (x1 - x0), x0), x1);
      hand = phase === "start" || phase === "move" ? x : null;
      moved = true;
      part.send({ type: "drag", x, phase }, phase === "move" ? "drag" : "event");
      repaint();
    },
    tap() {},
    hover(place) {
      const over = place !== null && Math.abs(place[0] - at(part.values.at)[0]) < 20;
      if (over !== hot) repaint();
      hot = over;
      return over ? "ew-resize" : "";
    },
  });
  spot.addEventListener("keydown", (event) => {
    const asked = way(event);
    if (!asked) return;
    moved = true;
    if (asked.end) part.send({ type: "drag", x: asked.end * 5, phase: "end" });
    else part.send({ type: "nudge", steps: asked.steps, big: asked.big });
  });
  return { paint };
};
