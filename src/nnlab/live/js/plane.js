// The plane: a field, points, and lines with arrows. Paints what Python sent, reports what the
// reader does. Positions come in the numbers of the axes; here they become pixels, nothing more.

import { arrange, put, tag } from "./dom.js";
import { fieldLayer } from "./field.js";
import { paintFocus } from "./focus.js";
import { between, held } from "./geometry.js";
import { around, bare, HEAVY, placed } from "./labels.js";
import { picture } from "./picture.js";
import { GRIP, marks } from "./planemarks.js";
import { hands, REACH, way } from "./pointer.js";
import { STILL } from "./still.js";
import { paintWishes } from "./wishes.js";

const GLIDE = STILL ? 1 : 120; // ms from the hand's mark to Python's
const STEP = STILL ? 1 : 220; // ms: a line's step by itself, as it learns
const BREATH = STILL ? 1 : 900; // ms of the ring of a handle that asks to be held
const ROOM = 66; // px from a handle to the edge, so that the ways to turn it lie in the picture
const STOPS = 12; // so many points get a tab stop each; more share one, and arrow keys walk
const CROSS = [[1, 0], [-1, 0], [0, 1], [0, -1]];
const LEAST = { "aria-valuemin": -1, "aria-valuemax": 1, "aria-valuenow": 0 }; // what a slider must have

/** @import { Line, Path, Place, PlaneValues, Point, View } from "./types" */

export default (/** @type {View<PlaneValues>} */ v) => {
  const { part, signal, repaint } = v;
  const { b, box, seen, canvas, ink, parts, at, back, view, clamp, visible, cover, grid, numbers, describe } = picture(v, "plane");
  const { pen } = b, draw = v.marks?.(marks(b), b) ?? marks(b);
  const layer = fieldLayer();
  let stops = new Map(); // what has the focus: element by name ...
  const items = new WeakMap(); // ... and what each stands for
  /** @type {any} */
  let echo = null; // {index, line, until}: what the hand holds, painted before Python has answered
  let moved = /** @type {Line | undefined} */ (undefined); // a line that moves by itself, where it was
  let walker = 0; // the point that the shared tab stop stands on
  let cursor = /** @type {any} */ (null); // where the keyboard asks for a value
  let asking = false; // whether Python was asked for a value
  let lit = /** @type {number[][]} */ ([]); // where the one point that it's about stands, and its words
  let hot = ""; // what a hand is over or holds
  let apart = false; // whether those that are wrong are so few, and so far apart, that each has a cross
  let touched = false, opened = 0; // whether a handle was; when its ring began to breathe
  const sight = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting || opened) return;
    opened = performance.now();
    repaint();
  }, { threshold: 0.6 });
  sight.observe(canvas);
  signal.addEventListener("abort", () => sight.disconnect());

  // The lines as Python said; the one in the hand as the hand has it, till Python has answered, and
  // then on its way to where Python says.
  function lines() {
    const all = part.values.lines.map(inView), line = all[echo?.index];
    if (!line) return all;
    const t = Math.min(Math.max(0, (performance.now() - echo.until) / (echo.glide ?? GLIDE)), 1);
    return all.with(echo.index, { ...between(echo.line, line, t), label: t < 1 && line.moves !== "line" ? "" : line.label });
  }
  // A handle and its arrow where they can be seen, though it be beside the line: at a corner that is cut off.
  function inView(/** @type {Line} */ line) {
    const { anchor, head } = line, margin = [24 * b.scale, 8];
    if (line.moves !== "line" || !anchor || !head || !seen.width) return line;
    const ends = [anchor, head].map(at), by = [seen.width, seen.height].map((size, k) => (
      Math.max(0, ...ends.map((xy, end) => margin[end] - xy[k])) - Math.max(0, ...ends.map((xy, end) => xy[k] + margin[end] - size))));
    const [from, to] = ends.map(([x, y]) => back([x + by[0], y + by[1]]));
    return by[0] || by[1] ? { ...line, anchor: from, head: to } : line;
  }
  function idle() {
    if (!echo?.free) return;
    echo.until = Math.min(echo.until, performance.now());
    repaint();
  }
  const shown = () => part.values.points.map((_, i) => i).filter((i) => visible(part.values.points[i]));
  const few = () => shown().length <= STOPS;

  // How large marks are: smaller in crowds and in small pictures.
  const small = () => b.scale * Math.min(1, Math.max(0.62, Math.min(seen.width, seen.height) / 330));
  const radius = () => small() * (part.values.points.length > 60 ? 5 : part.values.points.length > STOPS ? 7 : 11);

  // Of several lines those that aren't selected are drawn without handle, arrow and words.
  const quiet = (/** @type {Line} */ line) => !line.selected && Boolean(line.head) && part.values.lines.some(({ selected }) => selected);

  // ---- painting
  function paint() {
    const now = performance.now();
    const own = part.values.lines[0];
    if (own?.moves === "itself" && own !== moved && own.segment && moved?.segment) echo = { index: 0, line: moved, until: now, glide: STEP };
    moved = own;
    if (echo && now > echo.until + (echo.glide ?? GLIDE)) echo = null;
    if (echo?.until < Infinity) repaint();
    if (!b.look()) return;
    cover();
    const { points, selected, curves, contours, note, probe, size: cells } = part.values, { left, top, width, height } = box;
    const dark = parseInt(ink.paper.slice(1, 3), 16) < 128, s = small();
    pen.drawImage(layer(part.values, ink, Math.round(Math.max(width, height) * b.dpr)), left, top, width, height);
    v.under?.(b, at, seen);
    for (const ends of contours) draw.contour(ends.map(at), dark, !part.values.crisp, s);
    grid(cells ? (dark ? ink.ink : ink.paper) : ink.line, cells ? (dark ? 0.12 : 0.55) : 0.8);

    for (const curve of curves) paintCurve(curve, s);
    const drawn = lines(), asks = asksFor(drawn), alone = drawn.filter(({ segment, head }) => segment && head).length === 1;
    for (const line of drawn) if (line.segment) draw.line(line.segment.map(at), line, line.selected || alone, s);
    const square = squareAround(), r = radius();
    const wrong = points.filter((each) => each[3] && visible(each)).map(at);
    apart = wrong.length <= STOPS && wrong.every(([x, y], i) => wrong.slice(0, i).every(([px, py]) => Math.hypot(px - x, py - y) > 28 * s));
    for (const xy of glowing()) draw.disc(...xy, r + 8, ink.ink, dark ? 0.14 : 0.1);
    if (square) draw.square(at(points[selected]), square, s);
    points.forEach((point, i) => { if (visible(point) && i !== part.values.focus.index) paintPoint(point, i === selected ? square : 0, r); });
    paintWishes(b, part.values, at, r, seen);
    const over = v.over?.(b, at, seen, drawn) ?? [], turns = asks ? waysToTurn(asks, over, s) : [];
    if (asks) {
      const t = Math.min((opened ? now - opened : 0) / BREATH, 1);
      draw.cue(at(asks.anchor), turns.length ? at(asks.head) : null, t, s);
      if (t < 1 && opened) repaint();
    }
    for (const line of drawn) if (line.anchor && !quiet(line)) paintHandle(line, s);
    const keep = few() ? points.flatMap((each, i) => (i === part.values.focus.index ? [] : [[...at(each), 24 * s, 24 * s]])) : [];
    const told = part.values.values.map((text, i) => [at(points[i])[0], below(points[i], i === selected ? square : 0, r), b.wide(text, 600) / 2, b.size / 2]);
    lit = paintFocus(b, draw, part.values, at, seen, keep, s);
    const named = numbers([...drawn.flatMap(({ segment }) => (segment ? [segment] : [])), ...curves.map(({ points: path }) => path)].map((path) => path.map(at)), [...lit, ...over, ...told]);
    paintLabels(asks, [...over, ...named, ...turns.map((turn) => [...turn, v.over ? HEAVY : 1])]);
    if (note) words(note, [[seen.width / 2, seen.height - b.size * 2.6]], [], 400);
    if (probe.text !== undefined) paintProbe(probe);
    tell();
  }
  // The line that asks to be held, till one is.
  const asksFor = (/** @type {Line[]} */ drawn) => (part.values.cue && !touched && !b.gone ? drawn.find((line) => line.draggable && !quiet(line) && line.anchor && (line.segment || !line.head)) : undefined);

  function paintCurve(/** @type {Path} */ { points, dashed, thin, dots, dotted, faint = 1, side = 0 }, s) {
    const places = points.map(at);
    if (side) return draw.wash(places, ink[side > 0 ? "field-positive" : "field-negative"], s);
    if (dotted) {
      b.stroke(places, ink.paper, 6 * s, { alpha: 0.4 * faint });
      return b.stroke(places, ink.ink, 2.8 * s, { dash: [1, 6], cap: "round", alpha: 0.8 * faint });
    }
    if (faint < 1) return b.stroke(places, ink.ink, 3 * s, { alpha: faint });
    if (thin || dots || dashed) b.stroke(places, dashed || thin ? ink.soft : ink.ink, (thin ? 1 : dots ? 1.6 : 2.5) * s, { dash: dashed ? [7, 5] : [] });
    else draw.cased(places, 2.5 * s, 3 * s);
    if (dots) for (const place of places) b.dot(...place, 2.8, ink.ink);
  }

  // A handle, and the arrow from it: at least 48 px long.
  const GRIPS = (/** @type {Line} */ { draggable, thin }) => draggable && !thin;
  const tipOf = (/** @type {any} */ { anchor, head, thin }) => {
    const from = at(anchor), to = at(head), far = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    const long = thin ? far : Math.max(far, 48 * small());
    return /** @type {Place} */ ([from[0] + (to[0] - from[0]) / far * long, from[1] + (to[1] - from[1]) / far * long]);
  };
  function paintHandle(/** @type {any} */ line, s) {
    const { segment, anchor, head, thin } = line, place = at(anchor), color = thin || (head && !segment) ? ink.soft : ink.ink;
    if (head) draw.arrow(place, tipOf(line), color, thin, s);
    if (!GRIPS(line)) return b.dot(...place, 3.5, ink.paper, color);
    const [a, z] = segment ? segment.map(at) : [[0, 0], [0, 0]], far = Math.hypot(z[0] - a[0], z[1] - a[1]);
    draw.handle(place, color, far ? [(z[0] - a[0]) / far, (z[1] - a[1]) / far] : null, s);
  }

  // Where a point's value stands.
  const below = (/** @type {Point} */ point, square, r) => at(point)[1] + Math.max(square, r * (point[3] ? 2 : 1.2)) + b.size * 0.85;

  // A point; if it is selected, with a square of `square` px to each side.
  function paintPoint(/** @type {Point} */ point, square, r) {
    const { n_classes, points, values, wishes } = part.values, xy = at(point), [px, py] = xy, [, , , , count] = point;
    draw.point(xy, point, r, n_classes, seen, wishes.length > 0, apart);
    const text = values.length ? values[points.indexOf(point)] : "";
    if (text) b.text(text, px, below(point, square, r), "center", { color: ink.ink, weight: 600, halo: true });
    if (count < 2 || points.length > 60) return; // in a crowd they'd hide each other
    const words = `${count}\u00d7`, half = b.wide(words, 600) / 2, away = (square || r) + 2;
    const beside = [[1, 1], [-1, 1], [-1, -1], [1, -1]].map(([sx, sy]) => /** @type {Place} */ ([px - sx * (away + half), py - sy * 15]));
    b.text(words, ...placed(beside, [half, b.size / 2], [[px, py, away, away]], seen), "center", { color: ink.ink, weight: 600, halo: true });
  }

  // What is selected: a square outline, as around a row of the table; smaller where points are near.
  function squareAround() {
    const { points, selected } = part.values, chosen = points[selected];
    if (!chosen || !visible(chosen)) return 0;
    const [x, y] = at(chosen), others = points.filter((_, i) => i !== selected).map(at);
    const near = others.map(([px, py]) => Math.hypot(px - x, py - y)).filter((far) => far > 1);
    return Math.min(Math.max(Math.min(...near) - 7, radius() + 6), (few() ? (chosen[3] ? 17 : 12) : 8) * small() + radius());
  }

  // An arrow's label stands at its tip; another where Python says. Both elsewhere, where text of this size
  // would cover a handle, another label or points.
  function paintLabels(/** @type {Line | undefined} */ asks, over) {
    const drawn = lines(), s = small(), r = radius(), some = few();
    const taken = [...over, ...handles().filter(({ piece }) => piece === "middle").map(({ xy }) => [...xy, GRIP * s, GRIP * s])];
    for (const point of part.values.points) {
      const away = r + (point[3] ? (some ? 22 : 8) * s : 2); // a crowd has no crosses
      if (visible(point)) taken.push([...at(point), away, away, some ? 1 : 0.1]);
    }
    for (const line of drawn) {
      if (line.anchor && line.head && !quiet(line)) for (const t of [0.3, 0.6, 0.9]) taken.push([...along(at(line.anchor), tipOf(line), t), 4, 4]);
    }
    for (const line of drawn) {
      const { anchor, head, label, label_at: wanted, thin } = line;
      if (!label || !wanted || quiet(line)) continue;
      const half = halfOf(label, 600);
      if (anchor && head && !thin) {
        const tip = tipOf(line), right = head[0] >= anchor[0] ? 1 : -1, [wide] = half;
        const beside = [right, -right].map((side) => /** @type {Place} */ ([tip[0] + side * (wide + 12 * s), tip[1] + 2 * s]));
        const place = placed([...beside, ...around(tip, half, 6 * s)], half, taken, seen);
        b.text(label, ...place, "center", { color: ink.ink, weight: 600, halo: true });
        taken.push([...place, ...half]);
      } else taken.push([...words(label, [at(wanted), ...(anchor ? around(at(anchor), half, 9 * s) : [])], taken), ...half]);
    }
    if (asks) paintCue(at(/** @type {Place} */ (asks.anchor)), taken, s);
  }
  const along = ([ax, ay], [bx, by], t) => [ax + t * (bx - ax), ay + t * (by - ay)];

  // Both ways to turn a line, where they have room and lie on no code and no point of several sheets.
  function waysToTurn(/** @type {any} */ { anchor, head }, over, s) {
    const [x, y] = at(anchor), ways = head && Math.min(x, seen.width - x, y, seen.height - y) > ROOM * s ? draw.turns([x, y], at(head), s) : [];
    const marks = [...over.filter(([, , w]) => w > 2), ...shown().map((i) => [...at(part.values.points[i]), 0, 0, HEAVY])];
    return ways.every((way) => bare(way, way.slice(2), marks)) ? ways : [];
  }

  // What to do with it, in a pill beside the handle's rings; where that would lie on what is heavy, they ask alone.
  let pill = [0, 0, 0, 0]; // its middle, and halves of its size
  function paintCue([x, y], taken, s) {
    const { cue } = part.values, [first] = cue.split(" "), narrow = seen.width < 420 || b.wide(cue, 600) + 92 * s > x - 4;
    pill = draw.ask([x, y], narrow ? [first] : [cue, first], taken, seen, s) ?? [0, 0, 0, 0];
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
  const handles = () => lines().flatMap((each, line) => (
    Object.entries({ middle: each.anchor, arrow: each.anchor && each.head }).filter(([piece, place]) => each.draggable && place && (piece === "middle" || !quiet(each)))
      .map(([piece, place]) => ({ kind: "handle", id: `line${line}${piece}`, line, piece, xy: piece === "arrow" ? tipOf(each) : at(place) }))));

  // What a hand or the keyboard's focus is on.
  function glowing() {
    const focused = document.activeElement?.matches(":focus-visible") ? items.get(document.activeElement)?.id : "";
    return wanted().filter(({ id, kind }) => kind !== "place" && id && (id === hot || id === focused)).map(({ xy }) => xy);
  }

  // All that can have the focus, in the order of tabbing.
  /** @returns {any[]} */
  function wanted() {
    const { names, points, probing, probe, selected } = part.values, there = shown(), [x0, x1, y0, y1] = view();
    if (!there.includes(walker)) walker = there[0] ?? 0;
    cursor = clamp(cursor ?? [(x0 + x1) / 2, (y0 + y1) / 2]);
    return [
      ...handles().map((handle) => ({
        ...handle, says: lines()[handle.line].label,
        name: names.lines?.[handle.line]?.[handle.piece === "middle" ? 0 : 1] ?? "",
      })),
      ...(few() ? there : [walker]).map((index) => ({
        kind: "point", index, id: few() ? `point${index}` : "point", pressed: index === selected, xy: at(points[index]),
        name: names.points?.[index] ?? `point ${index + 1} of ${points.length}, target ${points[index][2]}`,
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
    const some = few(), points = shown().map((index) => ({ kind: "point", index, id: some ? `point${index}` : "", xy: at(part.values.points[index]) }));
    if (lit.some(([x, y, w, h]) => Math.abs(px - x) < w && Math.abs(py - y) < h)) return points.find(({ index }) => index === part.values.focus.index);
    const near = [...points, ...handles()].filter((item) => far(item) <= (REACH[type] ?? 16)).sort((one, other) => far(one) - far(other));
    if (near.length || type === "touch") return near[0];
    if (asksFor(lines()) && Math.abs(px - pill[0]) < pill[2] && Math.abs(py - pill[1]) < pill[3]) return handles()[0]; // whoever takes its words means it
    const line = lines().findLastIndex(({ draggable, segment }) => {
      if (!draggable || !segment) return false;
      const [[ax, ay], [bx, by]] = segment.map(at);
      return Math.abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) < 8 * Math.hypot(bx - ax, by - ay);
    });
    return line < 0 ? undefined : { kind: "handle", id: `line${line}middle`, line, piece: "middle", xy: at(lines()[line].anchor) };
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

  function glow(id) {
    if (hot === id) return;
    hot = id;
    repaint();
  }

  // ---- hands
  const acts = {
    pick(at, event) {
      const item = under(at, event.pointerType);
      if (item?.kind !== "handle") return item;
      touched = true;
      glow(item.id);
      focus(`line${item.line}${item.piece}`);
      leave();
      return { ...item, held: true, start: lines()[item.line] };
    },
    drag(phase, [dx, dy], { line: index, piece, xy, start }, id) {
      const hand = [xy[0] + dx, xy[1] + dy], [ax, ay] = at(start.anchor), going = phase === "start" || phase === "move";
      if (going && piece === "arrow" && Math.hypot(ax - hand[0], ay - hand[1]) < 3) return; // an arrow to where it starts has no way
      const bounds = view(), [x, y] = piece === "middle" ? clamp(back(hand)) : back(hand);
      const line = phase === "cancel" ? start : held(start, piece, [x, y], bounds);
      echo = { index, line, until: Infinity, free: !going };
      if (!going) hot = "";
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
      glow(item?.id ?? "");
      if (item?.kind === "handle" || (!at && !parts.matches(":focus-within"))) leave();
      else if (at && !asksFor(lines())) ask(item?.index ?? -1, back(at)); // first the line wants to be held
      return item ? (item.kind === "handle" ? "grab" : "pointer") : part.values.probing ? "crosshair" : "";
    },
    keyed(element) {
      if (items.get(element)?.kind === "point") part.send({ type: "point", index: items.get(element).index });
    },
  };
  hands(parts, canvas, signal, { ...acts, ...v.acts?.(acts, { back, clamp, items, under, view, visible, walk }) });

  const listen = (name, act) => parts.addEventListener(name, act, { signal });
  listen("keydown", (event) => {
    const item = items.get(event.target), asked = item && way(event);
    if (!asked) return;
    const { dx, dy, steps, big, end } = asked, [x0, x1, y0, y1] = view(), step = big ? 0.2 : 0.02;
    if (item.kind === "point") {
      const there = shown(), next = (there.indexOf(item.index) + steps + there.length) % there.length;
      walk(there.at(end > 0 ? -1 : end < 0 ? 0 : next));
      ask(walker);
    } else if (item.kind === "place") {
      ask(-1, [cursor[0] + dx * step * (x1 - x0), cursor[1] + dy * step * (y1 - y0)]);
      tell();
    } else if (end) return;
    else {
      touched = true;
      part.send({ type: "nudge", line: item.line, part: item.piece, steps, dx, dy, big });
    }
  });
  listen("focusin", (event) => {
    const item = items.get(event.target);
    if (item?.kind === "point") ask(item.index);
    if (item?.kind === "place") ask(-1, cursor);
    repaint();
  });
  listen("focusout", (event) => {
    if (items.get(event.target)?.kind !== "handle") leave();
    repaint();
  });
  return { paint, idle, words: () => { if (box.width) tell(); } };
};
