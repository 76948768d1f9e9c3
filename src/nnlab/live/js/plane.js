// The plane: a field, points, and lines with arrows. Paints what Python sent, reports what the
// reader does. Positions come in the numbers of the axes; here they become pixels, nothing more.

import { arrange, put, tag } from "./dom.js";
import { fieldPainter, greys, tones } from "./field.js";
import { between, held } from "./geometry.js";
import { aside, beside } from "./labels.js";
import { picture } from "./picture.js";
import { hands, REACH, way } from "./pointer.js";

const GLIDE = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 120; // ms from the hand's mark to Python's
const STOPS = 12; // so many points get a tab stop each; more share one, and arrow keys walk
const SIDES = [[1, 0], [-1, 0], [0, 1], [0, -1]];

/** @import { Line, Path, Place, PlaneValues, Point, View } from "./types" */

export default (/** @type {View<PlaneValues>} */ v) => {
  const { part, signal, repaint } = v;
  const { b, box, canvas, ink, parts, at, back, clamp, seen, clear, axes, describe } = picture(v, "plane"), { pen } = b;
  const layer = document.createElement("canvas"); // the field, at the screen's own pixels
  const paintCells = fieldPainter();
  let stops = new Map(); // what has the focus: element by name ...
  const items = new WeakMap(); // ... and what each stands for
  let echo = null; // {index, line, until}: what the hand holds, painted before Python has answered
  let walker = 0; // the point that the shared tab stop stands on
  let cursor = null; // where the keyboard asks for a value
  let asking = false; // whether Python was asked for a value

  // The lines as Python said; the one in the hand as the hand has it, till Python has answered, and
  // then on its way to where Python says.
  function lines() {
    const all = part.values.lines, line = all[echo?.index];
    if (!line) return all;
    const t = Math.min(Math.max(0, (performance.now() - echo.until) / GLIDE), 1);
    return all.with(echo.index, { ...between(echo.line, line, t), label: t < 1 ? "" : line.label });
  }
  function idle() {
    if (!echo?.free) return;
    echo.until = Math.min(echo.until, performance.now());
    repaint();
  }
  const shown = () => part.values.points.map((_, i) => i).filter((i) => seen(part.values.points[i]));
  const few = () => shown().length <= STOPS;

  // ---- painting
  function paint() {
    if (echo && performance.now() > echo.until + GLIDE) echo = null;
    if (echo?.until < Infinity) repaint();
    if (!b.look()) return;
    const { size } = b, { y_name: name, points, selected, curves, note, probe } = part.values;
    const upright = name.length <= 3;
    clear((name && (upright ? b.wide(name) : size) + 6) + 8, 6, size * 0.6, (wide) => wide);
    const { left, top, width: side } = box;
    paintField(Math.round(side * b.dpr));
    pen.drawImage(layer, left, top, side, side);
    axes(ink.ink, 0.13);
    pen.strokeStyle = ink.line;
    pen.lineWidth = 1;
    pen.strokeRect(left - 0.5, top - 0.5, side + 1, side + 1);
    pen.save();
    pen.translate(upright ? 0 : size * 0.6, top + side / 2);
    if (!upright) pen.rotate(-Math.PI / 2);
    b.text(name, 0, 0, upright ? "left" : "center", { most: side });
    pen.restore();

    b.within(left, top, side, side, () => {
      for (const curve of curves) paintCurve(curve);
      for (const line of lines()) if (line.segment) paintLine(line);
    });
    for (const line of lines()) if (line.anchor) paintArrow(line);
    const around = squareAround();
    points.forEach((point, i) => { if (seen(point)) paintPoint(point, i === selected ? around : 0); });
    if (around) paintSquare(at(points[selected]), around);
    const taken = []; // by the labels so far
    for (const line of lines()) if (line.label && line.label_at) plate(line.label, labelPlace(line, taken), 600);
    if (note) plate(note, [left + side / 2, top + side - size * 1.2]);
    if (probe.text !== undefined) paintProbe(probe);
    tell();
  }

  let painted = ""; // what `layer` shows
  let field = null;
  function paintField(side) {
    const { field: data, size: n, crisp, heights } = part.values, four = heights ? greys(ink) : tones(ink);
    const key = [...four, side, n, crisp].join();
    if (field === data && painted === key) return;
    field = data;
    painted = key;
    if (layer.width !== side) layer.width = layer.height = side;
    const under = layer.getContext("2d");
    const bytes = data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : [];
    if (n > 0 && bytes.length === n * n) return paintCells(under, bytes, n, four, crisp, 0, 0, side);
    under.fillStyle = ink.paper;
    under.fillRect(0, 0, side, side);
  }

  function paintCurve(/** @type {Path} */ { points, dashed, thin, dots }) {
    const color = dashed || thin ? ink.soft : ink.ink, width = thin ? 1 : dots ? 1.6 : 2.5;
    b.stroke(points.map(at), color, width * b.scale, { dash: dashed ? [7, 5] : [] });
    if (dots) for (const point of points) b.dot(...at(point), 2.8, color);
  }

  function paintLine(/** @type {Line} */ { segment, selected, dashed, thin }) {
    const ends = segment.map(at), width = (thin ? 1.4 : selected ? 3 : 2) * b.scale;
    b.stroke(ends, ink.paper, width + 1.75 * b.scale, { alpha: 0.35 }); // so that it is seen on any field
    b.stroke(ends, thin ? ink.soft : ink.ink, width, { dash: dashed ? [7, 5] : [] });
  }

  // A handle, and the arrow from it.
  function paintArrow(/** @type {Line} */ { segment, anchor, head, draggable, thin }) {
    const [ax, ay] = at(anchor), color = thin || (head && !segment) ? ink.soft : ink.ink;
    if (head) {
      const [hx, hy] = at(head), length = Math.hypot(hx - ax, hy - ay) || 1;
      const ux = (hx - ax) / length, uy = (hy - ay) / length;
      const tip = Math.min(13 * b.scale, length * 0.75), wide = tip * 0.42;
      b.stroke([[ax, ay], [hx - ux * tip * 0.8, hy - uy * tip * 0.8]], color, 2.2 * b.scale);
      b.fill(color, () => polygon([hx, hy], [hx - ux * tip - uy * wide, hy - uy * tip + ux * wide], [hx - ux * tip + uy * wide, hy - uy * tip - ux * wide]));
    }
    b.dot(ax, ay, draggable && !thin ? 5 : 3.5, ink.paper, color);
  }

  const polygon = (...corners) => {
    for (const [x, y] of corners) pen.lineTo(x, y);
    pen.closePath();
  };
  const SHAPES = [
    (x, y, r) => pen.arc(x, y, r, 0, 7),
    (x, y, r) => polygon([x, y - 1.25 * r], [x + 1.15 * r, y + 0.8 * r], [x - 1.15 * r, y + 0.8 * r]),
    (x, y, r) => pen.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r),
    (x, y, r) => polygon([x, y - 1.25 * r], [x + 1.25 * r, y], [x, y + 1.25 * r], [x - 1.25 * r, y]),
  ];

  // A point; if it is selected, with a square of `around` px to each side.
  function paintPoint(/** @type {Point} */ [x, y, target, wrong, count], around) {
    const [px, py] = at([x, y]), { scale } = b, { points, n_classes } = part.values;
    const small = (points.length > 60 ? 0.75 : 1) * scale; // crowds of smaller points
    const color = n_classes > 2 ? ink[`class-${target % 8}`] : target ? ink.positive : ink.negative;
    b.fill(color, () => SHAPES[target % SHAPES.length](px, py, 6.5 * small), ink.paper, 4 * small);
    if (wrong) {
      b.dot(px, py, 12 * small / scale, "", ink.ink);
      const right = px + 24 * scale < box.left + box.width ? 1 : -1, up = py - 22 * scale > box.top ? 1 : -1;
      const cx = px + right * 16 * small, cy = py - up * 14 * small, d = 3.5 * scale;
      b.stroke([[cx - d, cy - d], [cx + d, cy + d]], ink.ink, 2 * scale);
      b.stroke([[cx - d, cy + d], [cx + d, cy - d]], ink.ink, 2 * scale);
    }
    if (count < 2) return;
    const words = `${count}\u00d7`, place = aside([px, py], b.wide(words, 600) / 2, (around || 7 * scale) + 2, box);
    b.text(words, ...place, "center", { color: ink.ink, weight: 600 });
  }

  // What is selected: a square outline, as around a row of the table; smaller where points are near.
  function squareAround() {
    const { points, selected } = part.values, chosen = points[selected];
    if (!chosen || !seen(chosen)) return 0;
    const [x, y] = at(chosen), others = points.filter((_, i) => i !== selected).map(at);
    const near = others.map(([px, py]) => Math.hypot(px - x, py - y)).filter((far) => far > 1);
    return Math.min(Math.max(Math.min(...near) - 7, 11), 23) * b.scale;
  }
  function paintSquare([x, y], r) {
    for (const [strokeStyle, wide, globalAlpha] of /** @type {[string, number, number][]} */ ([[ink.paper, 4.5, 0.5], [ink.ink, 2, 1]])) {
      Object.assign(pen, { strokeStyle, lineWidth: wide * b.scale, globalAlpha });
      pen.strokeRect(x - r, y - r, 2 * r, 2 * r);
    }
  }

  // Where a line's label goes: as Python says, unless text of this size would cover a handle, another
  // label or one of a few points.
  function labelPlace(/** @type {Line} */ { anchor, label, label_at: wanted }, taken) {
    const { scale } = b, half = [b.wide(label, 600) / 2 + 6, b.size * 0.75];
    const marks = [...taken, ...handles().map(({ xy }) => [...xy, 6 * scale, 6 * scale])];
    if (few()) marks.push(...shown().map((i) => [...at(part.values.points[i]), 8 * scale, 8 * scale]));
    const found = anchor ? beside(at(wanted), half, at(anchor), 9 * scale, marks, box) : at(wanted);
    taken.push([...found, ...half]);
    return found;
  }

  // A few words on paper, moved so that they stay inside the plot area.
  function plate(words, [x, y], weight = 400) {
    const high = b.size * 1.5, wide = Math.min(b.wide(words, weight) + 12, box.width - 4);
    const inside = (v, from, half) => Math.min(Math.max(v, from + half + 2), from + box.width - half - 2);
    b.plate(words, inside(x, box.left, wide / 2) - wide / 2, inside(y, box.top, high / 2), wide, high, { weight });
  }

  function paintProbe(/** @type {PlaneValues["probe"]} */ { x, y, text }) {
    if (!seen([x, y])) return;
    const [px, py] = at([x, y]), { scale, size } = b;
    const onPoint = part.values.points.some(([qx, qy]) => qx === x && qy === y);
    for (const [dx, dy] of onPoint ? [] : SIDES) { // a small cross, open in the middle
      b.stroke([3, 8].map((far) => /** @type {Place} */ ([px + dx * far * scale, py + dy * far * scale])), ink.ink, 1.6 * scale);
    }
    const away = size * 0.75 + (onPoint ? 25 : 12) * scale; // clear of the point and its outlines
    if (text) plate(text, [px, py + (py - box.top < away + size ? away : -away)], 600);
  }

  // ---- what can be dragged, chosen or focused
  const handles = () => lines().flatMap(({ draggable, anchor, head }, line) => (
    Object.entries({ middle: anchor, arrow: anchor && head }).filter(([, place]) => draggable && place)
      .map(([piece, place]) => ({ kind: "handle", line, piece, xy: at(place) }))));

  // All that can have the focus, in the order of tabbing.
  /** @returns {any[]} */
  function wanted() {
    const { names, points, probing, probe, selected, bounds: [x0, x1, y0, y1] } = part.values;
    /** @type {any[]} */
    const found = handles().map((handle) => ({
      ...handle, id: `line${handle.line}${handle.piece}`, role: "slider", value: lines()[handle.line].label,
      name: names.lines?.[handle.line]?.[handle.piece === "middle" ? 0 : 1] ?? "",
    }));
    const there = shown();
    if (!there.includes(walker)) walker = there[0] ?? 0;
    for (const i of few() ? there : [walker]) {
      found.push({
        kind: "point", index: i, id: few() ? `point${i}` : "point", role: "button", pressed: i === selected, xy: at(points[i]),
        name: names.points?.[i] ?? `point ${i + 1} of ${points.length}`,
      });
    }
    cursor = clamp(cursor ?? [(x0 + x1) / 2, (y0 + y1) / 2]);
    if (probing) found.push({ kind: "place", id: "place", name: names.place || "value at a place", role: "slider", value: probe.text, xy: at(cursor) });
    return found;
  }

  // What is no canvas: words beside it, and what has the focus.
  function tell() {
    describe("The plane");
    const kept = new Map();
    for (const item of wanted()) {
      const { id, kind, role, name, value, pressed, xy } = item;
      const limits = role === "slider" ? { "aria-valuemin": -1, "aria-valuemax": 1, "aria-valuenow": 0 } : {};
      const element = stops.get(id) ?? tag("button", { type: "button", class: `nnlab-spot nnlab-${kind}`, role, ...limits });
      put(element, { "aria-label": name, left: xy[0] - box.left, top: xy[1] - box.top });
      put(element, role === "slider" ? { "aria-valuetext": value || "\u00a0" } : { "aria-pressed": String(pressed) });
      items.set(element, item);
      kept.set(id, element);
    }
    for (const [id, element] of stops) if (!kept.has(id)) element.remove();
    stops = kept;
    arrange(parts, [...kept.values()]);
  }
  const focus = (id) => stops.get(id)?.focus({ preventScroll: true });

  // The part under a pointer: the nearest within reach; with a mouse also a line anywhere.
  function under([px, py], type) {
    const points = shown().map((index) => ({ kind: "point", index, xy: at(part.values.points[index]) }));
    let best = null, least = REACH[type] ?? 16;
    for (const item of [...handles(), ...points]) {
      const distance = Math.hypot(item.xy[0] - px, item.xy[1] - py);
      if (distance <= least) { best = item; least = distance; }
    }
    if (best || type === "touch") return best;
    lines().forEach((line, i) => {
      if (!line.draggable || !line.segment) return;
      const [[ax, ay], [bx, by]] = line.segment.map(at);
      const off = Math.abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / (Math.hypot(bx - ax, by - ay) || 1);
      if (off < 8) best = { kind: "handle", line: i, piece: "middle", xy: at(line.anchor) };
    });
    return best;
  }

  // ---- asking for a value: at a point, or at a place
  function ask(index, place = null) {
    if (!part.values.probing) return;
    if (index < 0) cursor = clamp(place);
    const [x, y] = index < 0 ? cursor : part.values.points[index];
    asking = true;
    part.send({ type: "place", x, y, index }, "place");
  }
  function leave() {
    if (asking) part.send({ type: "leave" }, "place");
    asking = false;
  }
  function walk(index) {
    walker = index;
    tell();
    focus(few() ? `point${index}` : "point");
  }

  // ---- hands
  hands(parts, canvas, signal, {
    pick(at, event) {
      const item = under(at, event.pointerType);
      if (item?.kind !== "handle") return item;
      focus(`line${item.line}${item.piece}`);
      leave();
      return { ...item, held: true, start: lines()[item.line] };
    },
    drag(phase, [dx, dy], { line: index, piece, xy, start }, id) {
      const hand = [xy[0] + dx, xy[1] + dy], [ax, ay] = at(start.anchor), going = phase === "start" || phase === "move";
      if (going && piece === "arrow" && Math.hypot(ax - hand[0], ay - hand[1]) < 3) return; // an arrow to where it starts has no way
      const { bounds, curves } = part.values, [x, y] = piece === "middle" ? clamp(back(hand)) : back(hand);
      const line = phase === "cancel" ? start : held(start, piece, [x, y], bounds, curves);
      echo = { index, line, until: Infinity, free: !going };
      repaint();
      part.send({ type: "drag", id, line: index, part: piece, x, y, phase }, phase === "move" ? "drag" : "event");
    },
    tap(item, at) {
      if (item?.kind === "handle") return;
      ask(item?.index ?? -1, back(at));
      if (!item) return;
      walk(item.index);
      part.send({ type: "point", index: item.index });
    },
    hover(at, event) {
      const item = at && under(at, event.pointerType);
      if (item?.kind === "handle" || (!at && !parts.matches(":focus-within"))) leave();
      else if (at) ask(item?.index ?? -1, back(at));
      return item ? (item.kind === "handle" ? "grab" : "pointer") : part.values.probing ? "crosshair" : "";
    },
    keyed(element) {
      const item = items.get(element);
      if (item?.kind === "point") part.send({ type: "point", index: item.index });
    },
  });

  const listen = (name, act) => parts.addEventListener(name, act, { signal });
  listen("keydown", (event) => {
    const item = items.get(event.target), asked = item && way(event);
    if (!asked) return;
    const { dx, dy, steps, big, end } = asked, [x0, x1, y0, y1] = part.values.bounds, step = big ? 0.2 : 0.02;
    if (item.kind === "point") {
      const there = shown(), next = (there.indexOf(item.index) + steps + there.length) % there.length;
      walk(there.at(end > 0 ? -1 : end < 0 ? 0 : next));
      ask(walker);
    } else if (item.kind === "place") {
      ask(-1, [cursor[0] + dx * step * (x1 - x0), cursor[1] + dy * step * (y1 - y0)]);
      tell();
    } else if (!end) part.send({ type: "nudge", line: item.line, part: item.piece, steps, dx, dy, big });
  });
  listen("focusin", (event) => {
    const item = items.get(event.target);
    if (item?.kind === "point") ask(item.index);
    if (item?.kind === "place") ask(-1, cursor);
  });
  listen("focusout", (event) => {
    if (items.get(event.target)?.kind !== "handle") leave();
  });
  return { paint, idle, words: () => { if (box.width) tell(); } };
};
