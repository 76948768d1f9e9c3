// The plane: a field, points, and lines with arrows. Paints what Python sent, reports what the
// reader does. Positions come in the numbers of the axes; here they become pixels, nothing more.

import { brush } from "./brush.js";
import { fieldPainter } from "./field.js";
import { between, held } from "./geometry.js";
import { beside } from "./labels.js";
import { tag, view } from "./view.js";

const REACH = { mouse: 16, pen: 16, touch: 22 }; // px: a target is 32, on touch 44
const SLOP = 6; // px that a pointer may wander while it taps
const TRUST = 1500; // ms after letting go in which the hand's own mark waits for Python's
const GLIDE = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 120; // ms in which it goes there
const STOPS = 12; // so many points get a tab stop each; more share one, and arrow keys walk

/** @import { Line, Path, Place, PlaneValues, Point, View } from "./types" */

export default view(/** @param {View<PlaneValues>} v */ ({ root, el, model, signal, change, send, onPaint, repaint, busy }) => {
  el.classList.add("nnlab-plane");
  const canvas = tag("canvas", { "aria-hidden": "true" });
  const parts = tag("div", { class: "nnlab-plane-parts" });
  const frame = tag("div", { class: "nnlab-plane-frame", role: "group" }, canvas, parts);
  const caption = tag("div", { class: "nnlab-plane-caption" });
  root.append(frame, caption);

  const b = brush(canvas, root), { pen, ink } = b;
  const layer = document.createElement("canvas"); // the field, at the screen's own pixels
  const paintCells = fieldPainter();
  const elements = new Map(); // the focusable ones, by name ...
  const partOf = new WeakMap(); // ... and what each stands for
  let place = null; // where the plot area lies, in px
  let drag = null, press = null, drags = 0;
  let echo = null; // {index, line, until}: what the hand holds, painted before Python has answered
  let walker = 0; // the point that the shared tab stop stands on
  let cursor = null; // where the keyboard asks for a value

  // ---- from the axes' numbers to pixels and back
  /** @type {(place: Place | Point) => Place} */
  const at = ([x, y]) => {
    const [x0, x1, y0, y1] = model.get("bounds");
    return [
      place.left + ((x - x0) / (x1 - x0)) * place.side,
      place.top + ((y1 - y) / (y1 - y0)) * place.side,
    ];
  };
  /** @type {(xy: Place) => Place} */
  const back = ([px, py]) => {
    const [x0, x1, y0, y1] = model.get("bounds");
    return [
      x0 + ((px - place.left) / place.side) * (x1 - x0),
      y1 - ((py - place.top) / place.side) * (y1 - y0),
    ];
  };
  /** @type {(place: Place) => Place} */
  const clamp = ([x, y]) => {
    const [x0, x1, y0, y1] = model.get("bounds");
    return [Math.min(Math.max(x, x0), x1), Math.min(Math.max(y, y0), y1)];
  };
  /** @type {(place: Place | Point) => boolean} */
  const seen = ([x, y]) => {
    const [x0, x1, y0, y1] = model.get("bounds");
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  };

  // The lines as Python said; the one in the hand as the hand has it, till Python has answered, and
  // then on its way to where Python says.
  function lines() {
    const all = model.get("lines"), line = all[echo?.index];
    if (!line) return all;
    const t = drag ? 0 : Math.min(Math.max(0, (performance.now() - echo.until) / GLIDE), 1);
    return all.with(echo.index, { ...between(echo.line, line, t), label: t < 1 ? "" : line.label });
  }
  let soon = 0;
  function settle() {
    if (!echo || drag) return;
    const now = performance.now();
    if (!busy()) echo.until = Math.min(echo.until, now);
    if (now > echo.until + GLIDE) echo = null;
    else soon ||= setTimeout(() => { soon = 0; repaint(); }, busy() ? 100 : 0);
  }

  // ---- painting
  function paint() {
    settle();
    if (!b.look()) return;
    const { size, dpr, room, crisp } = b;
    const [xTicks, yTicks] = model.get("ticks");
    const xName = model.get("x_name"), yName = model.get("y_name"), upright = yName.length <= 3;
    const tickWidth = Math.max(0, ...yTicks.map(([, label]) => b.wide(label)));
    const nameWidth = !yName ? 0 : (upright ? b.wide(yName) : size) + 6;
    const left = b.snap(Math.ceil(nameWidth + tickWidth + 8)), top = b.snap(6);
    const right = Math.ceil(size * 0.6), below = Math.ceil(size * (xName ? 2.9 : 1.7));
    const width = Math.max(240, room);
    const side = Math.floor((width - left - right) * dpr) / dpr;
    place = { left, top, side };
    b.clear(width, Math.ceil(top + side + below));

    paintField(Math.round(side * dpr));
    pen.drawImage(layer, left, top, side, side);

    // A faint grid, the border, ticks and names.
    const tickLine = top + side + size * 0.95;
    for (const [x, label] of xTicks) {
      const px = at([x, 0])[0];
      b.stroke([[crisp(px), top], [crisp(px), top + side]], ink.ink, 1, { alpha: 0.13 });
      b.text(label, px, tickLine, "center");
    }
    for (const [y, label] of yTicks) {
      const py = at([0, y])[1];
      b.stroke([[left, crisp(py)], [left + side, crisp(py)]], ink.ink, 1, { alpha: 0.13 });
      b.text(label, left - 7, py, "right");
    }
    pen.strokeStyle = ink.line;
    pen.strokeRect(left - 0.5, top - 0.5, side + 1, side + 1);
    if (xName) b.text(xName, left + side / 2, tickLine + size * 1.25, "center", { most: side });
    if (yName && upright) b.text(yName, 0, top + side / 2, "left");
    else if (yName) {
      pen.save();
      pen.translate(size * 0.6, top + side / 2);
      pen.rotate(-Math.PI / 2);
      b.text(yName, 0, 0, "center", { most: side });
      pen.restore();
    }

    b.within(left, top, side, side, () => {
      for (const curve of model.get("curves")) paintCurve(curve);
      for (const line of lines()) if (line.segment) paintLine(line);
    });
    for (const line of lines()) if (line.anchor) paintArrow(line);
    model.get("points").forEach((point, i) => { if (seen(point)) paintPoint(point, i === model.get("selected")); });
    const chosen = model.get("points")[model.get("selected")];
    if (chosen && seen(chosen)) paintChosen(at(chosen));
    const taken = []; // by the labels so far
    for (const line of lines()) {
      if (line.label && line.label_at) box(line.label, labelPlace(line, taken), 600);
    }
    const note = model.get("note");
    if (note) box(note, [left + side / 2, top + side - size * 1.2]);
    const probe = model.get("probe");
    if (probe && probe.text !== undefined) paintProbe(probe);

    tell();
  }

  // What is no canvas: words beside it, and the parts that have the focus.
  function tell() {
    if (!place) return;
    caption.textContent = model.get("caption");
    caption.hidden = !model.get("caption");
    caption.style.paddingLeft = `${place.left}px`;
    frame.setAttribute("aria-label", model.get("text") || "The plane");
    setParts();
  }

  let painted = null; // what `layer` shows
  function paintField(side) {
    const field = model.get("field"), n = model.get("size"), sharp = model.get("crisp");
    const look = model.get("heights") ? greys() : ink;
    const key = [look.paper, look["field-negative"], look.neutral, look["field-positive"]].join();
    if (painted && painted.field === field && painted.key === key && painted.side === side &&
        painted.n === n && painted.sharp === sharp) return;
    painted = { field, key, side, n, sharp };
    if (layer.width !== side) layer.width = layer.height = side;
    const brush = layer.getContext("2d");
    const bytes = field ? new Uint8Array(field.buffer, field.byteOffset, field.byteLength) : [];
    if (n < 1 || bytes.length !== n * n) {
      brush.fillStyle = ink.paper;
      brush.fillRect(0, 0, side, side);
    } else {
      paintCells(brush, bytes, n, look, sharp, 0, 0, side);
    }
  }

  // Heights have no side, so no hue: from paper up to grey.
  function greys() {
    const part = (a, b, t) => "#" + [1, 3, 5].map((i) => {
      const [from, to] = [a, b].map((hex) => parseInt(hex.slice(i, i + 2), 16));
      return Math.round(from + (to - from) * t).toString(16).padStart(2, "0");
    }).join("");
    return { paper: ink.paper, "field-negative": ink.paper,
      neutral: part(ink.paper, ink.soft, 0.3), "field-positive": part(ink.paper, ink.soft, 0.6) };
  }

  /** @param {Path} path */
  function paintCurve({ points, dashed, thin, dots }) {
    const color = dashed || thin ? ink.soft : ink.ink, width = thin ? 1 : dots ? 1.6 : 2.5;
    b.stroke(points.map(at), color, width * b.scale, { dash: dashed ? [7, 5] : [] });
    if (dots) for (const point of points) b.dot(...at(point), 2.8, color);
  }

  /** @param {Line} line */
  function paintLine({ segment, selected, dashed, thin }) {
    const ends = segment.map(at), width = (thin ? 1.4 : selected ? 3 : 2) * b.scale;
    b.stroke(ends, ink.paper, width + 1.75 * b.scale, { alpha: 0.35 }); // so that it is seen on any field
    b.stroke(ends, thin ? ink.soft : ink.ink, width, { dash: dashed ? [7, 5] : [] });
  }

  // A handle, and the arrow from it.
  /** @param {Line} line */
  function paintArrow({ segment, anchor, head, draggable, thin }) {
    const [ax, ay] = at(anchor), color = thin || (head && !segment) ? ink.soft : ink.ink;
    if (head) {
      const [hx, hy] = at(head), length = Math.hypot(hx - ax, hy - ay) || 1;
      const ux = (hx - ax) / length, uy = (hy - ay) / length;
      const tip = Math.min(13 * b.scale, length * 0.75), wide = tip * 0.42;
      b.stroke([[ax, ay], [hx - ux * tip * 0.8, hy - uy * tip * 0.8]], color, 2.2 * b.scale);
      pen.beginPath();
      pen.moveTo(hx, hy);
      pen.lineTo(hx - ux * tip - uy * wide, hy - uy * tip + ux * wide);
      pen.lineTo(hx - ux * tip + uy * wide, hy - uy * tip - ux * wide);
      pen.fillStyle = color;
      pen.fill();
    }
    b.dot(ax, ay, draggable && !thin ? 5 : 3.5, ink.paper, color);
  }

  const SHAPES = [
    (x, y, r) => pen.arc(x, y, r, 0, 7),
    (x, y, r) => { pen.moveTo(x, y - 1.25 * r); pen.lineTo(x + 1.15 * r, y + 0.8 * r); pen.lineTo(x - 1.15 * r, y + 0.8 * r); },
    (x, y, r) => pen.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r),
    (x, y, r) => { pen.moveTo(x, y - 1.25 * r); pen.lineTo(x + 1.25 * r, y); pen.lineTo(x, y + 1.25 * r); pen.lineTo(x - 1.25 * r, y); },
  ];

  /** @param {Point} point */
  function paintPoint([x, y, target, wrong, count], chosen) {
    const [px, py] = at([x, y]), { scale } = b;
    const many = model.get("points").length > 60 ? 0.75 : 1; // crowds of smaller points
    pen.beginPath();
    SHAPES[target % SHAPES.length](px, py, 6.5 * scale * many);
    pen.closePath();
    pen.fillStyle = model.get("n_classes") > 2 ? ink[`class-${target % 8}`] : target ? ink.positive : ink.negative;
    pen.strokeStyle = ink.paper;
    pen.lineWidth = 4 * scale * many;
    pen.stroke();
    pen.fill();
    const toRight = px + 24 * scale < place.left + place.side ? 1 : -1;
    const toTop = py - 22 * scale > place.top ? 1 : -1;
    if (wrong) {
      b.dot(px, py, 12 * many, "", ink.ink);
      const cx = px + toRight * 16 * scale * many, cy = py - toTop * 14 * scale * many, d = 3.5 * scale;
      b.stroke([[cx - d, cy - d], [cx + d, cy + d]], ink.ink, 2 * scale);
      b.stroke([[cx - d, cy + d], [cx + d, cy - d]], ink.ink, 2 * scale);
    }
    if (count > 1) {
      const below = py + 24 * scale < place.top + place.side ? 1 : -1, away = (chosen ? 34 : 17) * scale;
      const way = px + below * toRight * away;
      const inside = way > place.left + 8 && way < place.left + place.side - 8 ? way : 2 * px - way;
      b.text(`${count}\u00d7`, inside, py + below * 15 * scale, "center", { color: ink.ink, weight: 600 });
    }
  }

  // What is selected: a square outline, as around a row of the table.
  function paintChosen([x, y]) {
    const r = 23 * b.scale;
    const corners = [[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r], [x - r, y - r], [x + r, y - r]];
    b.stroke(/** @type {Place[]} */ (corners), ink.paper, 4.5 * b.scale, { alpha: 0.5 });
    b.stroke(/** @type {Place[]} */ (corners), ink.ink, 2 * b.scale);
  }

  // Where a line's label goes: as Python says, unless text of this size would cover a handle, another
  // label or one of a few points.
  /** @param {Line} line */
  function labelPlace({ anchor, label, label_at: wanted }, taken) {
    const { scale } = b, half = [b.wide(label, 600) / 2 + 6, b.size * 0.75];
    const points = model.get("points").filter(seen);
    const marks = [...taken, ...handles().map(({ xy }) => [...xy, 6 * scale, 6 * scale])];
    if (points.length <= STOPS) marks.push(...points.map((point) => [...at(point), 8 * scale, 8 * scale]));
    const found = anchor ? beside(at(wanted), half, at(anchor), 9 * scale, marks, place) : at(wanted);
    taken.push([...found, ...half]);
    return found;
  }

  // A few words on paper, moved so that they stay inside the plot area.
  function box(words, [x, y], weight = 400) {
    const high = b.size * 1.5, wide = Math.min(b.wide(words, weight) + 12, place.side - 4);
    const inside = (v, from, half) => Math.min(Math.max(v, from + half + 2), from + place.side - half - 2);
    b.plate(words, inside(x, place.left, wide / 2) - wide / 2, inside(y, place.top, high / 2), wide, high, { weight });
  }

  /** @param {PlaneValues["probe"]} probe */
  function paintProbe({ x, y, text }) {
    if (!seen([x, y])) return;
    const [px, py] = at([x, y]), { scale, size } = b;
    const onPoint = model.get("points").some(([qx, qy]) => qx === x && qy === y);
    for (const [dx, dy] of onPoint ? [] : [[1, 0], [-1, 0], [0, 1], [0, -1]]) { // a small cross, open in the middle
      const [from, to] = [3 * scale, 8 * scale];
      b.stroke([[px + dx * from, py + dy * from], [px + dx * to, py + dy * to]], ink.ink, 1.6 * scale);
    }
    const away = size * 0.75 + (onPoint ? 25 : 12) * scale; // clear of the point and its outlines
    if (text) box(text, [px, py + (py - place.top < away + size ? away : -away)], 600);
  }

  // ---- parts: what can be dragged, chosen or focused
  function handles() {
    const all = [];
    lines().forEach((line, i) => {
      if (!line.draggable || !line.anchor) return;
      all.push({ kind: "line", line: i, part: "middle", xy: at(line.anchor) });
      if (line.head) all.push({ kind: "line", line: i, part: "arrow", xy: at(line.head) });
    });
    return all;
  }

  function setParts() {
    parts.style.cssText = `left:${place.left}px;top:${place.top}px;width:${place.side}px;height:${place.side}px`;
    const names = model.get("names"), points = model.get("points");
    const wanted = [];
    for (const h of handles()) {
      const name = names.lines?.[h.line]?.[h.part === "middle" ? 0 : 1] ?? "";
      wanted.push({ ...h, id: `line${h.line}${h.part}`, name, role: "slider" });
    }
    const shown = points.map((_, i) => i).filter((i) => seen(points[i]));
    if (!shown.includes(walker)) walker = shown[0] ?? 0;
    const stops = shown.length > STOPS ? [walker] : shown;
    for (const i of stops) {
      const id = shown.length > STOPS ? "point" : `point${i}`;
      const name = names.points?.[i] ?? `point ${i + 1} of ${points.length}`;
      wanted.push({ kind: "point", index: i, id, name, role: "button", xy: at(points[i]) });
    }
    if (model.get("probing")) {
      const [x0, x1, y0, y1] = model.get("bounds");
      cursor = cursor ? clamp(cursor) : [(x0 + x1) / 2, (y0 + y1) / 2];
      wanted.push({ kind: "place", id: "place", name: names.place || "value at a place", role: "slider", xy: at(cursor) });
    }
    let before = null; // keep the order of tabbing: lines, points, place
    for (const part of wanted) {
      let element = elements.get(part.id);
      if (!element) {
        element = tag("button", { type: "button", class: `nnlab-plane-part nnlab-plane-${part.kind === "line" ? "handle" : part.kind}`, role: part.role });
        if (part.role === "slider") for (const [k, v] of [["valuemin", -1], ["valuemax", 1], ["valuenow", 0]]) element.setAttribute(`aria-${k}`, String(v));
        elements.set(part.id, element);
      }
      partOf.set(element, part);
      if (element.getAttribute("aria-label") !== part.name) element.setAttribute("aria-label", part.name);
      if (part.role === "slider") {
        const value = part.kind === "place" ? model.get("probe")?.text ?? "" : lines()[part.line].label || "";
        element.setAttribute("aria-valuetext", value || "\u00a0");
      } else {
        element.setAttribute("aria-pressed", String(part.index === model.get("selected")));
      }
      element.style.left = `${part.xy[0] - place.left}px`;
      element.style.top = `${part.xy[1] - place.top}px`;
      if ((before ? before.nextSibling : parts.firstChild) !== element) parts.insertBefore(element, before ? before.nextSibling : parts.firstChild);
      before = element;
    }
    const kept = new Set(wanted.map((part) => part.id));
    for (const [id, element] of elements) {
      if (!kept.has(id)) { element.remove(); elements.delete(id); }
    }
  }

  // The part under a pointer: the nearest within reach; with a mouse also a line anywhere.
  function under([px, py], type) {
    const points = model.get("points")
      .map((point, index) => ({ kind: "point", index, point }))
      .filter(({ point }) => seen(point))
      .map((p) => ({ ...p, xy: at(p.point) }));
    let best = null, least = REACH[type] ?? 16;
    for (const part of [...handles(), ...points]) {
      const distance = Math.hypot(part.xy[0] - px, part.xy[1] - py);
      if (distance <= least) { best = part; least = distance; }
    }
    if (best || type === "touch") return best;
    lines().forEach((line, i) => {
      if (!line.draggable || !line.segment) return;
      const [[ax, ay], [bx, by]] = line.segment.map(at);
      const length = Math.hypot(bx - ax, by - ay) || 1;
      const off = Math.abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length;
      if (off < 8) best = { kind: "line", line: i, part: "middle", xy: at(line.anchor) };
    });
    return best;
  }

  // ---- pointer and touch
  /** @type {(event: PointerEvent) => Place} */
  const here = (event) => {
    const box = canvas.getBoundingClientRect();
    const zoom = box.width / canvas.clientWidth || 1; // a page may be scaled
    return [(event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom];
  };
  const listen = (name, handler, options = {}) => parts.addEventListener(name, handler, { signal, ...options });
  const quiet = (values) => change(values, { silent: true }); // nothing to paint until Python answers

  function report(phase, xy) {
    const [x, y] = drag.part === "middle" ? clamp(back(xy)) : back(xy);
    const line = phase === "cancel" ? drag.start : held(drag.start, drag.part, [x, y], model.get("bounds"), model.get("curves"));
    echo = { index: drag.line, line, until: performance.now() + TRUST };
    repaint();
    quiet({ drag: { id: drag.id, line: drag.line, part: drag.part, x, y, phase } });
  }
  function letGo(phase) {
    if (!drag) return;
    const { pointer, last, moved } = drag;
    if (moved) report(phase, last);
    drag = null;
    parts.style.cursor = "";
    if (parts.hasPointerCapture(pointer)) parts.releasePointerCapture(pointer);
  }
  function showPlace(xy, index = -1) {
    if (!model.get("probing")) return;
    const [x, y] = index >= 0 ? model.get("points")[index] : clamp(back(xy));
    if (index < 0) cursor = [x, y];
    quiet({ place: { x, y, index } });
  }
  const hidePlace = () => {
    if (model.get("probing") && model.get("place")?.x !== undefined) quiet({ place: {} });
  };

  listen("pointerdown", (event) => {
    if (event.button !== 0 || drag || !place) return;
    const xy = here(event), part = under(xy, event.pointerType);
    press = { xy, part, pointer: event.pointerId };
    if (part?.kind !== "line") return;
    event.preventDefault(); // no selection of text, no scrolling
    press = null;
    elements.get(`line${part.line}${part.part}`)?.focus({ preventScroll: true });
    drag = { id: ++drags, line: part.line, part: part.part, pointer: event.pointerId, moved: false,
      start: lines()[part.line], off: [xy[0] - part.xy[0], xy[1] - part.xy[1]], from: xy, last: part.xy };
    parts.setPointerCapture(event.pointerId);
    parts.style.cursor = "grabbing";
    hidePlace();
  });
  listen("pointermove", (event) => {
    if (!place) return;
    const xy = here(event);
    if (drag) {
      if (event.pointerId !== drag.pointer) return;
      if (!drag.moved && Math.hypot(xy[0] - drag.from[0], xy[1] - drag.from[1]) < 2) return;
      const phase = drag.moved ? "move" : "start";
      drag.moved = true;
      drag.last = [xy[0] - drag.off[0], xy[1] - drag.off[1]];
      const from = drag.start.anchor; // an arrow to where it starts has no way
      if (drag.part === "arrow" && Math.hypot(at(from)[0] - drag.last[0], at(from)[1] - drag.last[1]) < 3) return;
      report(phase, drag.last);
    } else if (event.pointerType === "mouse" || event.pointerType === "pen") {
      const part = under(xy, event.pointerType);
      parts.style.cursor = part?.kind === "line" ? "grab" : part ? "pointer" : model.get("probing") ? "crosshair" : "";
      if (part?.kind === "line") hidePlace();
      else showPlace(xy, part?.index ?? -1);
    }
  });
  listen("pointerup", (event) => {
    if (drag && event.pointerId === drag.pointer) letGo("end");
    else if (press && event.pointerId === press.pointer) {
      const xy = here(event), { part, xy: from } = press;
      press = null;
      if (Math.hypot(xy[0] - from[0], xy[1] - from[1]) > SLOP) return;
      showPlace(xy, part?.index ?? -1);
      if (!part) return;
      const points = model.get("points");
      if (points.length > STOPS) { walker = part.index; setParts(); }
      (elements.get(`point${part.index}`) ?? elements.get("point"))?.focus({ preventScroll: true });
      send({ type: "point", index: part.index });
    }
  });
  listen("pointercancel", (event) => {
    if (press?.pointer === event.pointerId) press = null; // the page scrolls
    if (drag?.pointer === event.pointerId) letGo("cancel");
  });
  listen("lostpointercapture", (event) => {
    if (drag?.pointer === event.pointerId) letGo("end");
  });
  listen("pointerleave", (event) => {
    if (!drag && event.pointerType !== "touch" && !parts.contains(document.activeElement)) hidePlace();
  });

  // ---- keyboard
  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], PageUp: [0, 1], PageDown: [0, -1] };
  listen("keydown", (event) => {
    if (event.key === "Escape" && drag) {
      event.preventDefault();
      event.stopPropagation();
      letGo("cancel");
      return;
    }
    const part = partOf.get(event.target), way = ARROWS[event.key];
    if (!part || !way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const [dx, dy] = way, big = event.shiftKey || event.key.startsWith("Page");
    if (part.kind === "line") {
      send({ type: "nudge", line: part.line, part: part.part, steps: dx + dy, dx, dy, big });
    } else if (part.kind === "point") {
      const points = model.get("points");
      const shown = points.map((_, i) => i).filter((i) => seen(points[i]));
      const next = shown[(shown.indexOf(part.index) + dx + dy + shown.length) % shown.length];
      if (shown.length > STOPS) {
        walker = next;
        setParts();
        showPlace(null, next);
      } else elements.get(`point${next}`)?.focus({ preventScroll: true });
    } else {
      const [x0, x1, y0, y1] = model.get("bounds"), step = big ? 0.2 : 0.02;
      const [x, y] = clamp([cursor[0] + dx * step * (x1 - x0), cursor[1] + dy * step * (y1 - y0)]);
      cursor = [x, y];
      setParts();
      quiet({ place: { x, y, index: -1 } });
    }
  });
  listen("click", (event) => { // Enter, Space, or a screen reader's own click
    const part = partOf.get(event.target);
    if (part?.kind === "point") send({ type: "point", index: part.index });
  });
  listen("focusin", (event) => {
    const part = partOf.get(event.target);
    if (part?.kind === "point") showPlace(null, part.index);
    if (part?.kind === "place") quiet({ place: { x: cursor[0], y: cursor[1], index: -1 } });
  });
  listen("focusout", (event) => {
    if (partOf.get(event.target)?.kind !== "line") hidePlace();
  });

  const sizes = new ResizeObserver(paint);
  sizes.observe(root);
  window.addEventListener("resize", paint, { signal }); // zooming changes the pixels
  signal.addEventListener("abort", () => { sizes.disconnect(); clearTimeout(soon); drag = press = null; });
  onPaint(paint, tell);
});
