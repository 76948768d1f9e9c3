// The plane: a field, points, and lines with arrows. Paints what Python sent, reports what the
// reader does. Positions come in the numbers of the axes; here they become pixels, nothing more.

import { arrange, put, tag } from "./dom.js";
import { fieldPainter, greys, tones } from "./field.js";
import { between, held } from "./geometry.js";
import { around, placed } from "./labels.js";
import { picture } from "./picture.js";
import { hands, REACH, way } from "./pointer.js";

const GLIDE = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 120; // ms from the hand's mark to Python's
const STOPS = 12; // so many points get a tab stop each; more share one, and arrow keys walk
const CROSS = [[1, 0], [-1, 0], [0, 1], [0, -1]];
const CORNERS = [[-1, -1], [1, -1], [1, 1], [-1, 1]];
const SHAPES = [ // of the classes; the first is a disc
  [], [[0, -1.25], [1.15, 0.8], [-1.15, 0.8]], CORNERS.map((xy) => xy.map((v) => 0.9 * v)), [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
];
const LEAST = { "aria-valuemin": -1, "aria-valuemax": 1, "aria-valuenow": 0 }; // what a slider must have

/** @import { Line, Path, Place, PlaneValues, Point, View } from "./types" */

export default (/** @type {View<PlaneValues>} */ v) => {
  const { part, signal, repaint } = v;
  const { b, box, seen, canvas, ink, parts, at, back, clamp, visible, cover, inside, describe } = picture(v, "plane"), { pen } = b;
  const layer = document.createElement("canvas"); // the field, at the screen's own pixels
  const paintCells = fieldPainter();
  let stops = new Map(); // what has the focus: element by name ...
  const items = new WeakMap(); // ... and what each stands for
  /** @type {any} */
  let echo = null; // {index, line, until}: what the hand holds, painted before Python has answered
  let walker = 0; // the point that the shared tab stop stands on
  /** @type {any} */
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
  const shown = () => part.values.points.map((_, i) => i).filter((i) => visible(part.values.points[i]));
  const few = () => shown().length <= STOPS;

  // ---- painting
  function paint() {
    if (echo && performance.now() > echo.until + GLIDE) echo = null;
    if (echo?.until < Infinity) repaint();
    if (!b.look()) return;
    const { points, selected, curves, note, probe } = part.values;
    cover();
    const { left, top, width: side } = box;
    paintField(Math.round(side * b.dpr));
    pen.drawImage(layer, left, top, side, side);
    inside();
    for (const curve of curves) paintCurve(curve);
    for (const line of lines()) if (line.segment) paintLine(line);
    for (const line of lines()) if (line.anchor) paintArrow(line);
    const square = squareAround();
    points.forEach((point, i) => { if (visible(point)) paintPoint(point, i === selected ? square : 0); });
    if (square) paintSquare(at(points[selected]), square);
    paintLabels();
    if (note) words(note, [[seen.width / 2, seen.height - b.size * 2.6]], [], 400);
    if (probe.text !== undefined) paintProbe(probe);
    tell();
  }

  let painted = ""; // what `layer` shows
  /** @type {DataView | null} */
  let field = null;
  function paintField(side) {
    const { field: data, size: n, crisp, heights } = part.values, four = heights ? greys(ink) : tones(ink);
    const key = [...four, side, n, crisp].join();
    if (field === data && painted === key) return;
    field = data;
    painted = key;
    if (layer.width !== side) layer.width = layer.height = side;
    const under = /** @type {CanvasRenderingContext2D} */ (layer.getContext("2d"));
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

  function paintLine(/** @type {any} */ { segment, selected, dashed, thin }) {
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
      const base = [hx - ux * tip, hy - uy * tip];
      b.fill(color, () => polygon([[hx, hy], [base[0] - uy * wide, base[1] + ux * wide], [base[0] + uy * wide, base[1] - ux * wide]]));
    }
    b.dot(ax, ay, draggable && !thin ? 5 : 3.5, ink.paper, color);
  }

  const polygon = (corners) => {
    for (const [x, y] of corners) pen.lineTo(x, y);
    pen.closePath();
  };

  // A point; if it is selected, with a square of `square` px to each side.
  function paintPoint(/** @type {Point} */ [x, y, target, wrong, count], square) {
    const [px, py] = at([x, y]), { scale } = b, { points, n_classes } = part.values;
    const small = (points.length > 60 ? 0.75 : 1) * scale, r = 6.5 * small; // crowds of smaller points
    const color = n_classes > 2 ? ink[`class-${target % 8}`] : ink[target ? "point-positive" : "point-negative"];
    const corners = SHAPES[target % SHAPES.length].map(([dx, dy]) => [px + dx * r, py + dy * r]);
    b.fill(color, () => (corners.length ? polygon(corners) : pen.arc(px, py, r, 0, 7)), ink.paper, 4 * small);
    if (wrong) {
      b.dot(px, py, 12 * small / scale, "", ink.ink);
      const right = px + 24 * scale < seen.width ? 1 : -1, up = py - 22 * scale > 0 ? 1 : -1;
      const cx = px + right * 16 * small, cy = py - up * 14 * small, d = 3.5 * scale;
      for (const side of [1, -1]) b.stroke([[cx - d, cy - side * d], [cx + d, cy + side * d]], ink.ink, 2 * scale);
    }
    if (count < 2) return;
    const text = `${count}\u00d7`, half = b.wide(text, 600) / 2, away = (square || 7 * scale) + 2;
    const beside = CORNERS.map(([sx, sy]) => /** @type {Place} */ ([px - sx * (away + half), py - sy * 15]));
    b.text(text, ...placed(beside, [half, b.size / 2], [[px, py, away, away]], seen), "center", { color: ink.ink, weight: 600 });
  }

  // What is selected: a square outline, as around a row of the table; smaller where points are near.
  function squareAround() {
    const { points, selected } = part.values, chosen = points[selected];
    if (!chosen || !visible(chosen)) return 0;
    const [x, y] = at(chosen), others = points.filter((_, i) => i !== selected).map(at);
    const near = others.map(([px, py]) => Math.hypot(px - x, py - y)).filter((far) => far > 1);
    return Math.min(Math.max(Math.min(...near) - 7, 11), 23) * b.scale;
  }
  function paintSquare([x, y], r) {
    const outline = [...CORNERS, ...CORNERS.slice(0, 2)].map(([sx, sy]) => /** @type {Place} */ ([x + sx * r, y + sy * r]));
    b.stroke(outline, ink.paper, 4.5 * b.scale, { alpha: 0.5 });
    b.stroke(outline, ink.ink, 2 * b.scale);
  }

  // A line's label stands where Python says, unless text of this size would cover a handle, another label
  // or one of a few points.
  function paintLabels() {
    const { scale } = b, taken = handles().map(({ xy }) => [...xy, 6 * scale, 6 * scale]);
    if (few()) taken.push(...shown().map((i) => [...at(part.values.points[i]), 8 * scale, 8 * scale]));
    for (const { anchor, label, label_at: wanted } of lines()) {
      if (!label || !wanted) continue;
      const beside = anchor ? around(at(anchor), halfOf(label, 600), 9 * scale) : [];
      taken.push([...words(label, [at(wanted), ...beside], taken), ...halfOf(label, 600)]);
    }
  }

  // A few words on paper, at the best of these places.
  const halfOf = (text, weight) => [Math.min(b.wide(text, weight) + 12, seen.width - 4) / 2, b.size * 0.75];
  function words(text, places, taken, weight = 600) {
    const half = halfOf(text, weight), [x, y] = placed(places, half, taken, seen);
    b.plate(text, x - half[0], y, 2 * half[0], 2 * half[1], { weight });
    return [x, y];
  }

  function paintProbe(/** @type {PlaneValues["probe"]} */ { x, y, text }) {
    if (!visible([x, y])) return;
    const [px, py] = at([x, y]), { scale, size } = b;
    const onPoint = part.values.points.some(([qx, qy]) => qx === x && qy === y);
    for (const [dx, dy] of onPoint ? [] : CROSS) { // a small cross, open in the middle
      b.stroke([3, 8].map((far) => /** @type {Place} */ ([px + dx * far * scale, py + dy * far * scale])), ink.ink, 1.6 * scale);
    }
    const away = size * 0.75 + (onPoint ? 25 : 12) * scale; // clear of the point and its outlines
    if (text) words(text, [[px, py - away], [px, py + away]], [[px, py, 1, away - size]]);
  }

  // ---- what can be dragged, chosen or focused
  const handles = () => lines().flatMap(({ draggable, anchor, head }, line) => (
    Object.entries({ middle: anchor, arrow: anchor && head }).filter(([, place]) => draggable && place)
      .map(([piece, place]) => ({ kind: "handle", line, piece, xy: at(place) }))));

  // All that can have the focus, in the order of tabbing.
  /** @returns {any[]} */
  function wanted() {
    const { names, points, probing, probe, selected, bounds: [x0, x1, y0, y1] } = part.values, there = shown();
    if (!there.includes(walker)) walker = there[0] ?? 0;
    cursor = clamp(cursor ?? [(x0 + x1) / 2, (y0 + y1) / 2]);
    return [
      ...handles().map((handle) => ({
        ...handle, id: `line${handle.line}${handle.piece}`, says: lines()[handle.line].label,
        name: names.lines?.[handle.line]?.[handle.piece === "middle" ? 0 : 1] ?? "",
      })),
      ...(few() ? there : [walker]).map((index) => ({
        kind: "point", index, id: few() ? `point${index}` : "point", pressed: index === selected, xy: at(points[index]),
        name: names.points?.[index] ?? `point ${index + 1} of ${points.length}`,
      })),
      ...(probing ? [{ kind: "place", id: "place", name: names.place || "value at a place", says: probe.text, xy: at(cursor) }] : []),
    ];
  }

  // What is no canvas: words beside it, and what has the focus.
  function tell() {
    describe("The plane");
    const kept = new Map();
    for (const item of wanted()) {
      const { id, kind, name, says, pressed, xy } = item, role = kind === "point" ? { role: "button" } : { role: "slider", ...LEAST };
      const element = stops.get(id) ?? tag("button", { type: "button", class: `nnlab-spot nnlab-${kind}`, ...role });
      put(element, { "aria-label": name, left: xy[0], top: xy[1] });
      put(element, kind === "point" ? { "aria-pressed": String(pressed) } : { "aria-valuetext": says || "\u00a0" });
      items.set(element, item);
      kept.set(id, element);
    }
    for (const [id, element] of stops) if (!kept.has(id)) element.remove();
    stops = kept;
    arrange(parts, [...kept.values()]);
  }
  const focus = (id) => stops.get(id)?.focus({ preventScroll: true });

  // The part under a pointer: the nearest within reach; with a mouse also a line anywhere.
  /** @returns {any} */
  function under([px, py], type) {
    const far = ({ xy: [x, y] }) => Math.hypot(x - px, y - py);
    const points = shown().map((index) => ({ kind: "point", index, xy: at(part.values.points[index]) }));
    const near = [...points, ...handles()].filter((item) => far(item) <= (REACH[type] ?? 16)).sort((one, other) => far(one) - far(other));
    if (near.length || type === "touch") return near[0];
    const line = lines().findLastIndex(({ draggable, segment }) => {
      if (!draggable || !segment) return false;
      const [[ax, ay], [bx, by]] = segment.map(at);
      return Math.abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) < 8 * Math.hypot(bx - ax, by - ay);
    });
    return line < 0 ? undefined : { kind: "handle", line, piece: "middle", xy: at(lines()[line].anchor) };
  }

  // ---- asking for a value: at a point, or at a place
  function ask(index, place = cursor) {
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
