// The eight cases: above, how high each hangs over the line; below, which reasons say yes in it.
// Some can be lifted by hand. Heights are Python's; a hand's own mark is painted at once.

import { brush } from "./brush.js";
import { arrange, put, tag } from "./dom.js";
import { marks } from "./planemarks.js";
import { hands, REACH, way } from "./pointer.js";
import { STILL } from "./still.js";

const GLIDE = STILL ? 1 : 120; // ms from the hand's mark to Python's
const BREATH = 900; // ms: the ring that asks to be taken, once
const FLOOR = "bias"; // on which all bricks stand

/** @import { Brick, CasesValues, Place, View } from "./types" */

export default (/** @type {View<CasesValues>} */ { part, root, el, signal, repaint }) => {
  el.classList.add("nnlab-cases");
  const canvas = tag("canvas", { "aria-hidden": "true" }), parts = tag("div", { class: "nnlab-parts", role: "group" });
  root.append(canvas, parts);
  const b = brush(canvas, root, signal, repaint), { ink, pen } = b, draw = marks(b);
  let width = 0, high = 0, left = 0, edge = 0, row = 0; // px: all of it, the upper part, beside the columns, a reason's row
  /** @type {any} */
  let echo = null; // {column, z, until, free}: what the hand holds, till Python has answered
  let hot = -1, born = 0, touched = false, there = 0; // there: at which of three places the title stands
  const stops = /** @type {HTMLElement[]} */ ([]);

  const middle = (k) => left + step() * (k + 0.5);
  const room = () => high - 44 * b.scale, border = () => yOf(0);
  const yOf = (z) => { const [low, top] = part.values.reach; return 22 * b.scale + Math.max(-0.02, Math.min(1.02, (top - z) / (top - low))) * room(); };
  const zOf = (y) => { const [low, top] = part.values.reach; return top - Math.max(0, Math.min(1, (y - 22 * b.scale) / room())) * (top - low); };
  function heightOf(k) {
    const { z } = part.values.columns[k];
    if (echo?.column !== k) return z;
    const t = Math.min(Math.max(0, (performance.now() - echo.until) / GLIDE), 1);
    return echo.z + t * (z - echo.z);
  }

  function paint() {
    const now = performance.now();
    if (echo && now > echo.until + GLIDE) echo = null;
    if (!b.look()) return;
    born ||= now;
    if (echo?.until < Infinity || (cued() && !STILL && now - born < BREATH)) repaint();
    const { rows, columns, sides, selected, ticks } = part.values, { scale, size } = b;
    width = Math.max(240, b.room);
    row = Math.round(size * (b.high < 360 ? 1.5 : 1.75));
    const tall = Math.max(b.high, rows.length * row + 180);
    high = Math.round(tall - rows.length * row - size * 0.9);
    left = Math.max(...rows.map((name) => b.wide(name)), b.wide(sides[0], 600), b.wide(sides[1], 600)) + 20;
    edge = Math.max(...[...ticks.map(([, label]) => label), FLOOR].map((label) => b.wide(label))) + 12; // the ticks stand there
    b.clear(width, tall);

    const floor = yOf(stacked(0).floor);
    pen.fillStyle = ink["field-positive"];
    pen.fillRect(0, 0, width, border());
    pen.fillStyle = ink["field-negative"];
    pen.fillRect(0, border(), width, high - border());
    if (columns[selected]) {
      pen.globalAlpha = 0.28;
      pen.fillStyle = ink.paper;
      pen.fillRect(middle(selected) - step() / 2, 0, step(), high);
      pen.globalAlpha = 1;
    }
    for (const [z, label] of ticks) {
      if (z) b.stroke([[0, b.crisp(yOf(z))], [width - edge, b.crisp(yOf(z))]], ink.paper, 1, { alpha: 0.45 });
      if (yOf(z) > size && yOf(z) < high - size * 2.2 && Math.abs(yOf(z) - floor) > size * 1.1) b.text(label, width - 8, yOf(z), "right", { color: ink.ink });
    }
    b.text(FLOOR, width - 8, floor, "right", { color: ink.ink, weight: 600 }); // the dotted line's
    b.text("z", width - 8, high - size, "right", { color: ink.ink, italic: true });
    const zero = border();
    draw.cased([[0, zero], [width - edge, zero]], 3.2 * scale, 5.8 * scale);
    columns.forEach((_, k) => paintBricks(k)); // whole, before the border
    b.text(sides[1], 10, zero - size * 1.1, "left", { color: ink.ink, weight: 650 });
    b.text(sides[0], 10, zero + size * 1.15, "left", { color: ink.ink, weight: 650 });
    columns.forEach((_, k) => paintNames(k));
    paintTitle();
    columns.forEach((_, k) => paintMark(k));
    paintReasons();
    if (cued()) paintCue(now - born);
    tell();
  }
  const zoom = () => Math.min(b.scale, step() / 56); // of the marks: they keep apart
  const step = () => (width - left - edge) / part.values.columns.length;
  const cued = () => part.values.cue && !touched && !b.gone;

  const half = () => Math.min(step() * 0.42, 34 * b.scale); // of a brick's width
  // From the floor, which is the bias, each reason lifts its case by a brick; one that is against it bites off.
  // Under a hand the one brick of its case stretches, or the floor moves: the rest only Python says.
  /** @returns {{floor: number, bricks: Brick[]}} */
  function stacked(k) {
    const { floor, bricks } = part.values.columns[k], z = heightOf(k), held = echo?.column === k;
    if (!held) return { floor, bricks };
    return bricks.length ? { floor, bricks: [[bricks[0][0], floor, z]] } : { floor: z, bricks };
  }
  function paintBricks(k) {
    const { floor, bricks } = stacked(k), x = middle(k), { scale } = b, base = yOf(floor), wide = half(), zero = border();
    const brick = (from, to, wide, color, alpha) => {
      if (Math.abs(to - from) < 3) return;
      const shape = () => pen.roundRect(x - wide, Math.min(from, to) + 1, 2 * wide, Math.abs(to - from) - 2, 5);
      b.fill(ink.paper, shape);
      pen.globalAlpha = alpha;
      b.fill(color, shape);
      pen.globalAlpha = 1;
      b.outline(shape, color, 1.6 * scale);
    };
    const ends = bricks.flatMap(([, from, to]) => [from, to]), sign = Math.sign(floor);
    const bare = yOf(sign * Math.max(0, Math.min(sign * floor, ...ends.map((z) => sign * z)))); // nothing of it shows between bricks
    if (Math.abs(bare - zero) > 3) { // what is missing, or more than needed: hollow
      const shape = () => pen.roundRect(x - wide + 1, Math.min(zero, bare), 2 * wide - 2, Math.abs(bare - zero), 4);
      pen.globalAlpha = 0.72;
      b.fill(ink.paper, shape);
      pen.globalAlpha = 1;
      b.outline(shape, floor > 0 ? ink.positive : ink.negative, 2 * scale);
    }
    b.stroke([[x - step() / 2, base], [x + step() / 2, base]], ink.ink, 1.6 * scale, { dash: [1, 4], cap: "round", alpha: 0.75 });
    for (const [, from, to] of bricks) brick(yOf(from), yOf(to), to > from ? wide : wide - 3 * scale, to > from ? ink.positive : ink.negative, k === part.values.selected ? 0.42 : 0.22);
  }
  // On bricks the reasons' names, as large as all of them fit, else their first letters: clear of the mark.
  function paintNames(k) {
    const { rows: full } = part.values, { bricks } = stacked(k), x = middle(k), { size } = b, mark = yOf(heightOf(k)), clear = (part.values.columns[k].wrong ? 22 : 14) * zoom();
    const share = (/** @type {string[]} */ names) => Math.min(1, (2 * half() - 5) / Math.max(...names.map((name) => b.wide(name, 600))));
    const letters = full.map((name) => name.slice(0, 1)), spelt = size * share(full) >= 12, rows = spelt ? full : letters;
    if (size * share(rows) < 12 || new Set(rows).size < rows.length) return; // below the chosen case they are bold
    b.size = size * share(rows);
    const bite = Math.min(...bricks.map(([, from, to]) => (to < from ? to : Infinity))); // what lies above is bitten off
    for (const [i, from, to] of bricks) {
      const against = to < from, ends = against ? [from, to] : [Math.min(to, bite), Math.min(from, bite)], [high, foot] = ends.map(yOf);
      const [top, low] = mark - high > foot - mark ? [high, Math.min(foot, mark - clear)] : [Math.max(high, mark + clear), foot]; // the larger part, above it or below
      if (low - top >= b.size * 1.15) b.text((against ? "\u2212 " : "") + rows[i], x, (top + low) / 2 + 0.5, "center", { color: ink.ink, weight: 600, most: 2 * half() - 4 });
    }
    b.size = size;
  }
  // What its answers are called, where no case hangs; under a hand it stays where it is.
  function paintTitle() {
    const { title, columns, ticks } = part.values, { size, scale } = b, x = left + 6;
    b.size = Math.round(size * (width < 420 ? 1 : 1.2));
    const between = (one, other) => (yOf(one[0]) + yOf(other[0])) / 2; // clear of the ticks' lines
    const right = x + b.wide(title, 650) + 10, spots = [between(ticks[ticks.length - 2], ticks[ticks.length - 1]), 1.1 * size, between(ticks[0], ticks[1])];
    const hidden = (y) => columns.filter((_, k) => middle(k) - half() < right && [...stacked(k).bricks.flatMap(([, ...ends]) => ends), heightOf(k)]
      .some((z) => Math.abs(yOf(z) - y) < b.size + 16 * scale)).length;
    if (!(echo?.until === Infinity)) there = spots.reduce((best, y, k) => (hidden(y) < hidden(spots[best]) ? k : best), 0);
    if (!(cued() && there === 2)) b.text(title, x, spots[there], "left", { color: ink.ink, weight: 650, most: width - edge - x });
    b.size = size;
  }

  function paintMark(k) {
    const { target, wrong, grip } = part.values.columns[k], x = middle(k), y = yOf(heightOf(k)), scale = zoom(), far = wrong ? 19.5 : 15;
    if (hot === k && grip) draw.disc(x, y, 28 * scale, ink.glow);
    draw.point([x, y], [0, 0, target, wrong, 1, false], 11.5 * scale, 2, null);
    if (wrong && k !== hot) draw.cross(x, y - 31 * scale, 0.9 * scale); // over it: beside it stand its neighbours
    if (!grip || b.gone || k !== hot) return;
    for (const way of [-1, 1]) { // it goes up and down
      const tip = y + way * (far + 15) * scale, d = 6 * scale, ends = /** @type {Place[]} */ ([[x - d, tip - way * d], [x, tip], [x + d, tip - way * d]]);
      if (Math.abs(tip - way * d - border()) < 11 * scale) continue; // on the border it would be lost
      b.stroke(ends, ink.paper, 6 * scale, { cap: "round" });
      b.stroke(ends, ink.ink, 2.6 * scale, { cap: "round" });
    }
  }

  function paintReasons() {
    const { rows, columns, selected } = part.values, { scale, size } = b, top = high + size * 0.45;
    const yRow = (i) => top + row * (i + 0.5), r = Math.min(7 * scale, row * 0.3);
    pen.fillStyle = ink.paper;
    pen.fillRect(0, high, width, top + rows.length * row - high + size);
    rows.forEach((name, i) => {
      const weight = columns[selected]?.bits[i] ? 650 : 400;
      b.text(name, 10, yRow(i), "left", { color: ink.ink, weight, most: left - 16 });
      b.text(name[0], 10, yRow(i), "left", { color: ink.ink, weight: 650 }); // on narrow bricks it stands for the name
    });
    columns.forEach(({ bits }, k) => {
      const x = middle(k), yes = bits.flatMap((bit, i) => (bit ? [yRow(i)] : []));
      if (k === selected) b.fill(ink.paper, () => pen.roundRect(x - step() / 2 + 3, top, step() - 6, rows.length * row, 10), ink.ink, 4 * scale);
      if (yes.length > 1) b.stroke([[x, yes[0]], [x, yes[yes.length - 1]]], ink.ink, 2.5 * scale);
      bits.forEach((bit, i) => b.dot(x, yRow(i), r / scale, bit ? ink.ink : ink.paper, bit ? ink.ink : ink.line, 1.6));
    });
  }

  function paintCue(age) {
    const k = part.values.columns.findIndex(({ grip, wrong }) => grip && wrong), at = k < 0 ? 0 : k, { scale, size } = b;
    const x = middle(at), y = yOf(heightOf(at)), t = STILL ? 1 : Math.min(1, age / BREATH), beside = middle(part.values.selected) + step() / 2 + 6 * scale;
    const all = part.values.cue, room = width - edge - beside, words = b.wide(all, 600) + 50 * scale > room ? all.split(",")[0] : all;
    draw.cue([x, y], null, t, zoom() * Math.min(1, zoom() + 0.1));
    const wide = b.wide(words, 600) + 50 * scale, tall = size * 2.1;
    const cx = Math.min(beside, width - wide) + wide / 2, cy = y < high * 0.66 ? (border() + high) / 2 + size : high * 0.25; // where no case hangs
    draw.pill(words, cx - wide / 2, cy, wide, tall, scale);
  }

  // What is no canvas: each case can have the focus; one that can be lifted is a slider.
  function tell() {
    const { columns, names, selected, text, reach } = part.values;
    put(parts, { "aria-label": text || "Eight cases" });
    columns.forEach(({ grip, z }, k) => {
      stops[k] ??= tag("button", { type: "button", class: "nnlab-spot" });
      put(stops[k], { "aria-label": names[k], left: middle(k), top: yOf(heightOf(k)), role: grip ? "slider" : "button" });
      put(stops[k], grip ? { "aria-orientation": "vertical", "aria-valuemin": reach[0], "aria-valuemax": reach[1], "aria-valuenow": z, "aria-valuetext": names[k] }
        : { "aria-pressed": String(k === selected) });
      put(stops[k], { ".nnlab-grip": grip });
    });
    arrange(parts, stops);
  }

  function under([x, y], type) {
    const k = Math.floor((x - left) / step());
    if (!part.values.columns[k]) return null;
    const near = Math.abs(y - yOf(heightOf(k))) <= (REACH[type] ?? 16) + 8;
    return { index: k, held: near && part.values.columns[k].grip, cursor: "ns-resize", y: yOf(heightOf(k)) };
  }
  function look(k) {
    if (hot === k) return;
    hot = k;
    repaint();
  }
  hands(parts, canvas, signal, {
    pick(at, event) {
      const item = under(at, event.pointerType);
      if (item?.held) stops[item.index].focus({ preventScroll: true });
      return item;
    },
    drag(phase, [, dy], { index: column, y }, id) {
      const z = phase === "cancel" ? part.values.columns[column].z : zOf(y + dy), going = phase === "start" || phase === "move";
      touched = true;
      echo = { column, z, until: Infinity, free: !going };
      repaint();
      part.send({ type: "lift", id, column, z, phase }, phase === "move" ? "drag" : "event");
    },
    tap(item) { if (item) part.send({ type: "case", index: item.index }); },
    hover(at, event) {
      const item = at && under(at, event.pointerType);
      look(item?.held ? item.index : -1);
      return item ? (item.held ? "ns-resize" : "pointer") : "";
    },
    keyed(target) {
      const index = stops.indexOf(target);
      if (index >= 0) part.send({ type: "case", index });
    },
  });
  parts.addEventListener("keydown", (event) => {
    const column = stops.indexOf(event.target), asked = column < 0 ? null : way(event);
    if (!asked) return;
    const { dx, dy, end, big } = asked, last = stops.length - 1;
    if (dy && part.values.columns[column].grip) {
      touched = true;
      part.send({ type: "nudge", column, steps: dy, big });
    } else stops[end ? (end < 0 ? 0 : last) : Math.min(Math.max(column + dx, 0), last)].focus();
  }, { signal });
  parts.addEventListener("focusin", (event) => { if (event.target.matches(":focus-visible")) look(stops.indexOf(event.target)); }, { signal });
  parts.addEventListener("focusout", () => look(-1), { signal });
  return {
    paint,
    idle() {
      if (!echo?.free) return;
      echo.until = Math.min(echo.until, performance.now());
      repaint();
    },
  };
};
