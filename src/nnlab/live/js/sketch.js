// The sketch: a paper on which the reader draws a line, the network's curve with a handle at each
// corner, and how far it misses. Paints what Python sent; the stroke and the held corner at once.

import { brush } from "./brush.js";
import { arrange, firstSeen, put, tag } from "./dom.js";
import { heightAt, limit } from "./geometry.js";
import { around, placed } from "./labels.js";
import { marks } from "./planemarks.js";
import { hands, REACH, way } from "./pointer.js";
import { STILL } from "./still.js";

const SNAP = STILL ? 1 : 160; // ms from the line to the corners
const BREATH = STILL ? 1 : 900; // ms in which an empty paper shows what to do
// A line such as a hand may draw, of so many turns, in shares of the paper: it asks to be drawn over.
const ghost = (/** @type {number} */ n) => Array.from({ length: 121 }, (_, k) => k / 120).map((t) => [0.16 + 0.76 * t, 0.56 - (0.24 - 0.08 * t) * Math.sin(3.6 * n * t - 0.6) - 0.03 * Math.sin(5.5 * n * t)]);
const POINTS = 240; // of a stroke, at most
const RUNG = 9, FAN = 92; // px between two distances of curve and line, and of a corner's turn
const PEN = "M4 16l1-4L13.5 3.5l3 3L8 15z";
const LEAST = { "aria-valuemin": -1, "aria-valuemax": 1, "aria-valuenow": 0 }; // what a slider must have

/** @import { Place, SketchValues, View } from "./types" */

export default (/** @type {View<SketchValues>} */ { part, root, el, signal, repaint }) => {
  el.classList.add("nnlab-sketch");
  const canvas = tag("canvas", { "aria-hidden": "true" }), parts = tag("div", { class: "nnlab-parts" });
  const frame = tag("div", { class: "nnlab-frame", role: "group" }, canvas, parts);
  root.append(frame);
  const b = brush(canvas, root, signal, repaint), { pen, ink } = b, m = marks(b);
  const box = { left: 0, top: 0, width: 0, height: 0 };
  const items = new WeakMap();
  let stops = [], labels = /** @type {any[]} */ ([]); // where numbers of the axes stand, and what they say
  let beside = [0, 0]; // from the middle of the gap's line to its number
  /** @type {any} */
  let echo = null; // {index, at}: the corner in the hand, till Python has answered
  /** @type {Map<number, number> | null} */
  let stroke = null; // of each column of px, how low the pencil was
  let last = /** @type {Place} */ ([0, 0]), sent = false, hover = -1;
  let drawn = "", since = -SNAP; // when the corners began to snap to a new line
  let tip = /** @type {Place | null} */ (null); // where a mouse has the pencil
  const shown = firstSeen(canvas, signal, repaint, BREATH);

  /** @type {(place: number[]) => Place} */
  const at = ([x, y]) => {
    const [x0, x1, y0, y1] = part.values.bounds, far = (v) => limit(v, -1e4, 1e4);
    return [far((x - x0) / (x1 - x0)) * box.width, far((y1 - y) / (y1 - y0)) * box.height];
  };
  const back = (/** @type {number[]} */ [px, py]) => {
    const [x0, x1, y0, y1] = part.values.bounds;
    return [x0 + (limit(px, 0, box.width) / box.width) * (x1 - x0), y1 - (limit(py, 0, box.height) / box.height) * (y1 - y0)];
  };

  // ---- painting
  function paint() {
    if (!b.look()) return;
    if (sent && !part.values.pencil) stroke = null, sent = false; // Python has the line
    const width = root.clientWidth || b.room, height = root.clientHeight > 80 ? root.clientHeight : Math.round(width * 0.68);
    Object.assign(box, { width, height });
    b.clear(width, height);
    const { line, curve, corners, gap, pencil } = part.values, key = JSON.stringify(line);
    if (drawn && key !== drawn && line.length) since = performance.now();
    drawn = key;
    const t = limit((performance.now() - since) / SNAP, 0, 1);
    if (t < 1) repaint();
    grid();
    const wanted = line.map(at), there = curve.map(at);
    // A corner begins on the line that it snaps to.
    const from = wanted.length ? there.map(([x, y]) => /** @type {Place} */ ([x, (heightAt(wanted, x) ?? y) * (1 - t) + y * t])) : there;
    if (wanted.length && from.length) {
      const [left, right] = [wanted[0][0], wanted[wanted.length - 1][0]];
      for (let x = left; x <= right; x += RUNG * b.scale) {
        const [one, other] = [wanted, from].map((places) => heightAt(places, x) ?? 0);
        b.stroke([[x, one], [x, other]], ink.ink, 1.2 * b.scale, { alpha: 0.18 }); // the gap is the longest of these
      }
    }
    if (!stroke && t === 1) corners.forEach(paintFan);
    pencilled(stroke ? columns() : wanted);
    if (stroke) numbers();
    else {
      b.stroke(part.values.machine.map(at), ink.ink, 2 * b.scale, { dash: [1, 6], cap: "round", alpha: 0.8 });
      b.stroke(from, ink.ink, 3.4 * b.scale);
      rubber();
      numbers();
      const tells = gap.text && t === 1, asks = cued(), asked = asks ? paintCue(at(asks), tells ? [bar()] : []) : [];
      if (tells) paintGap(asked);
      corners.forEach((corner, i) => { if (corner.at) paintCorner(corner, i, from); });
    }
    if (pencil && !stroke && !b.gone) invite();
    tell();
  }

  function grid() {
    const { ticks: [xs, ys], bounds: [x0, , y0] } = part.values, { width, height } = box, edge = 8 * b.scale;
    labels = [];
    for (const [x, label] of xs) {
      const px = b.crisp(at([x, y0])[0]), half = b.wide(label) / 2;
      b.stroke([[px, 0], [px, height]], ink.faint);
      labels.push([limit(px, half + 3, width - half - 3), height - edge - 4, half, b.size / 2, 6, label]);
    }
    for (const [y, label] of ys) {
      const py = b.crisp(at([x0, y])[1]), half = b.wide(label) / 2;
      b.stroke([[0, py], [width, py]], ink.faint);
      if (py > 2 * b.size && py < height - 2.4 * b.size) labels.push([edge + half, py - b.size * 0.85, half, b.size / 2, 6, label]);
    }
  }

  const numbers = () => labels.forEach(([x, y, , , , label]) => b.halo(label, x, y, "center", { color: ink.soft }));
  const columns = () => [...(stroke ?? [])].sort(([a], [z]) => a - z).map(([x, y]) => /** @type {Place} */ ([x, y]));
  const graphite = (places) => b.stroke(places, ink.soft, 9 * b.scale, { alpha: 0.35, cap: "round" });
  function pencilled(places) {
    if (!places.length) return;
    graphite(places);
    if (stroke) pencilAt(...last);
  }
  // A pencil whose tip is at a place.
  function pencilAt(x, y, large = 1) {
    const size = 1.5 * large * b.scale, outline = new Path2D(PEN);
    pen.save();
    pen.translate(x - 4 * size, y - 16 * size);
    pen.scale(size, size);
    pen.fillStyle = ink.paper;
    pen.strokeStyle = ink.ink;
    pen.lineWidth = 1.6;
    pen.fill(outline);
    pen.stroke(outline);
    pen.restore();
  }
  // The ghost of a line comes out of a pencil, once; then all is still.
  function invite() {
    const { width, height } = box, size = 1.35 * b.scale, t = shown();
    const places = ghost(part.values.pencil).map(([x, y]) => /** @type {Place} */ ([x * width, y * height]));
    graphite(places.slice(0, Math.max(2, Math.round(t * places.length))));
    if (t > 0 && t < 1) repaint();
    const [from] = places;
    m.cue(from, null, t, b.scale);
    pencilAt(...(tip ?? from), tip ? 1 : 1.7);
    const own = b.size, words = part.values.cue;
    b.size = Math.round(own * 1.1);
    const wide = b.wide(words, 600) + 44 * size, high = 24 * size;
    m.pill(words, (width - wide) / 2, height * 0.08 + high / 2, wide, high, 0.8 * size);
    b.size = own;
    b.halo("from left to right", width / 2, height * 0.08 + high + own, "center", { color: ink.soft });
  }

  // The first corner asks to be held, till a hand has one.
  const cued = () => (part.values.cue && !echo && !b.gone ? part.values.corners.find((corner) => corner.at)?.at : undefined);
  function paintCue(xy, more) {
    const { scale, size } = b, t = shown(), words = part.values.cue, half = [b.wide(words, 600) / 2 + 25 * scale, 1.1 * size];
    if (t > 0 && t < 1) repaint();
    m.cue(xy, null, t, scale);
    const sides = around(xy, half, 38 * scale), far = [80, 130].flatMap((gap) => around(xy, half, gap * scale));
    // Clear of its rings, over it to the right, if there is room; rather on the line that is wanted than far away.
    const taken = [...spots(), ...along(part.values.curve), ...labels, ...more, ...along(part.values.line).map((spot) => [...spot, 0.04])];
    const [x, y] = placed([sides[4], sides[7], ...sides, ...far.map((place) => [...place, 0.9])], half, taken, box);
    m.pill(words, x - half[0], y, 2 * half[0], 2 * half[1], scale);
    return [[x, y, ...half]];
  }

  // Where corners and lines are: no words there.
  const marked = () => [...spots(), ...along(part.values.line), ...along(part.values.curve)];
  function along(/** @type {Place[]} */ line) {
    const places = line.map(at), steps = Array.from({ length: 60 }, (_, i) => (i / 59) * box.width);
    return steps.flatMap((x) => { const y = heightAt(places, x); return y === null ? [] : [[x, y, 1, 5]]; });
  }
  const spots = () => part.values.corners.flatMap(({ at: place }) => (place ? [[...at(place), 14 * b.scale, 14 * b.scale]] : []));
  const pill = (text, places, taken) => {
    const half = [b.wide(text, 650) / 2 + 13 * b.scale, b.size], [x, y] = placed(places, half, taken, box);
    m.pill(text, x - half[0], y, 2 * half[0], 2 * half[1], b.scale, false);
    return [x, y];
  };
  // The place of the gap's line: its middle, and half of its width and height.
  function bar() {
    const { x = 0, low = 0, high = 0 } = part.values.gap, [px, top] = at([x, high]), [, bottom] = at([x, low]);
    return [px, (top + bottom) / 2, 8 * b.scale, (bottom - top) / 2 + 6 * b.scale];
  }
  function paintGap(asked) {
    const { x = 0, low = 0, high = 0, text = "" } = part.values.gap, { scale } = b, { width } = box;
    const [px, top] = at([x, high]), [, bottom] = at([x, low]), tall = 34 * scale;
    b.stroke([[px, top], [px, bottom]], ink.ink, 3 * scale);
    for (const y of [top, bottom]) b.stroke([[px - 6 * scale, y], [px + 6 * scale, y]], ink.ink, 2.4 * scale);
    const covered = [...marked(), ...asked, bar(), ...labels];
    const aside = b.wide(text, 650) / 2 + 34 * scale, middle = (top + bottom) / 2;
    const ways = [[0.2, 0], [0.2, 1], [1, 0.5], [-1, 0.5], [1, 1], [-1, 1], [1, -1], [-1, -1], [0, -1], [0, 1.6], [0, -1.6]];
    // Beside a tall one, even over the line that is wanted.
    const hard = [...spots(), ...along(part.values.curve), ...asked, ...labels], beyond = ([sx]) => Math.abs(sx - width / 2) > width / 2 - aside + 30 * scale;
    const within = [-1, 1].map((dx) => /** @type {Place} */ ([px + dx * aside, middle])).filter(([sx, sy]) => bottom - top > 5 * b.size && !beyond([sx])
      && !hard.some(([tx, ty, w, h]) => Math.abs(tx - sx) < aside - 20 * scale + w && Math.abs(ty - sy) < b.size + h));
    const places = ways.map(([dx, dy]) => /** @type {Place} */ ([px + dx * aside, dy ? middle + Math.sign(dy) * ((bottom - top) / 2 + Math.abs(dy) * tall) : bottom + tall]));
    // Under a hand it keeps its side, as long as that is clear of the hand.
    const [x1, y1] = echo ? pill(text, [[px + beside[0], middle + beside[1]], ...within, ...places], [[...echo.at, tall, tall], bar()]) : pill(text, within.length ? within : places, covered);
    beside = [x1 - px, y1 - middle];
  }

  const spotOf = (corner, i) => (echo?.index === i ? echo.at : at(corner.at));
  // A band from the neighbours to the corner in the hand, before Python has moved the curve.
  function rubber() {
    if (!echo || part.values.moves !== "free") return;
    const xs = part.values.curve.map(at), [x] = at(part.values.corners[echo.index]?.at ?? [0, 0]);
    const before = xs.filter(([px]) => px < x - 1).at(-1), after = xs.find(([px]) => px > x + 1);
    b.stroke([before, echo.at, after].filter(Boolean), ink.soft, 1.4 * b.scale, { dash: [5, 4] });
  }
  // How much a corner turns the curve: from the way on without it to the way it goes.
  function paintFan({ at: place, fan, chosen }) {
    if (!fan.length) return;
    const [x, y] = at(place), ends = fan.map(at), [was, is] = ends.map(([ex, ey]) => Math.atan2(ey - y, ex - x));
    const r = Math.min(FAN * b.scale, Math.hypot(ends[1][0] - x, ends[1][1] - y)), side = ink[is < was ? "positive" : "negative"];
    const fades = pen.createRadialGradient(x, y, 0, x, y, r);
    fades.addColorStop(0.25, side + (chosen ? "99" : "66"));
    fades.addColorStop(1, side + "0d");
    b.fill(fades, () => { pen.moveTo(x, y); pen.arc(x, y, r, was, is, is < was); });
  }
  function paintCorner(corner, i, places) {
    const { name, used, chosen } = corner, { scale } = b;
    let [x, y] = spotOf(corner, i);
    if (echo?.index !== i) y = limit(heightAt(places, x) ?? y, 0, box.height);
    const r = (used ? 10 : 7) * scale;
    if (hover === i) b.dot(x, y, r / scale + 8, ink.glow);
    b.fill(b.gone ? ink.faint : ink.paper, () => pen.arc(x, y, r, 0, 7));
    pen.strokeStyle = used ? ink.ink : ink.soft;
    pen.lineWidth = (chosen ? 3.4 : 2.2) * scale;
    if (!b.gone) pen.stroke();
    b.text(name, x, y + 0.5, "center", { color: used ? ink.ink : ink.soft, weight: 700 });
  }

  // ---- what has the focus
  function tell() {
    put(frame, { "aria-label": part.values.text || "A curve" });
    put(parts, { ...box, ".nnlab-pencil": part.values.pencil > 0 });
    const { corners, moves } = part.values;
    const wanted = moves ? corners.map((corner, index) => ({ ...corner, index })).filter((corner) => corner.at) : [];
    const kept = wanted.map((corner, k) => {
      const stop = stops[k] ?? tag("button", { type: "button", class: "nnlab-spot nnlab-handle", role: "slider", ...LEAST });
      const [left, top] = spotOf(corner, corner.index);
      put(stop, { "aria-label": corner.spoken, "aria-valuetext": corner.says, left, top });
      items.set(stop, corner.index);
      return stop;
    });
    stops.slice(kept.length).forEach((stop) => stop.remove());
    stops = kept;
    arrange(parts, kept);
  }

  // ---- hands
  function draw(/** @type {number[]} */ [x, y]) {
    const to = /** @type {Place} */ ([limit(x, 0, box.width), limit(y, 0, box.height)]), [ax, ay] = stroke?.size ? last : to;
    const steps = Math.max(1, Math.abs(Math.round(to[0]) - Math.round(ax)));
    for (let i = 0; i <= steps; i++) stroke?.set(Math.round(ax + ((to[0] - ax) * i) / steps), ay + ((to[1] - ay) * i) / steps);
    last = to;
    repaint();
  }
  const under = ([px, py], type) => {
    const far = part.values.corners.map(({ at: there }) => {
      const [x, y] = there ? at(there) : [Infinity, 0];
      return Math.hypot(x - px, y - py);
    });
    const nearest = far.indexOf(Math.min(...far));
    return part.values.moves && far[nearest] <= (REACH[type] ?? 16) ? nearest : -1;
  };
  hands(parts, canvas, signal, {
    pick(xy, event) {
      if (part.values.pencil) {
        [stroke, sent] = [new Map(), false];
        draw(xy);
        return { held: true, xy, cursor: "crosshair" };
      }
      const index = under(xy, event.pointerType);
      if (index < 0) return undefined;
      stops.find((stop) => items.get(stop) === index)?.focus({ preventScroll: true });
      return { held: true, index, xy: at(part.values.corners[index].at ?? [0, 0]) };
    },
    drag(phase, [dx, dy], { index, xy }, id) {
      /** @type {Place} */
      const hand = [xy[0] + dx, xy[1] + dy], going = phase === "start" || phase === "move";
      if (index === undefined) {
        draw(hand);
        if (going) return;
        const places = columns(), step = Math.max(1, Math.ceil(places.length / POINTS));
        if (phase === "end" && places.length > 8) {
          const points = places.filter((_, i) => i % step === 0 || i === places.length - 1).map(back);
          part.send({ type: "draw", points });
          sent = true;
        } else stroke = null;
        repaint();
        return;
      }
      const [, y] = part.values.moves === "across" ? xy : hand;
      echo = phase === "cancel" ? null : { index, at: [limit(hand[0], 0, box.width), limit(y, 0, box.height)], free: !going };
      repaint();
      const [x, height] = back(hand);
      part.send({ type: "drag", id, index, x, y: height, phase }, phase === "move" ? "drag" : "event");
    },
    tap(item) {
      stroke = null;
      if (item?.index !== undefined) part.send({ type: "corner", index: item.index });
      repaint();
    },
    hover(xy, event) {
      const over = part.values.pencil && event?.pointerType === "mouse" ? xy : null;
      if (over || tip) { tip = over; repaint(); }
      const now = xy && !part.values.pencil ? under(xy, event.pointerType) : -1;
      if (now !== hover) { hover = now; repaint(); }
      return part.values.pencil ? "crosshair" : now < 0 ? "" : "grab";
    },
    keyed(element) { if (items.has(element)) part.send({ type: "corner", index: items.get(element) }); },
  });
  parts.addEventListener("keydown", (event) => {
    const index = items.get(event.target), asked = index === undefined ? null : way(event);
    if (asked && !asked.end) part.send({ type: "nudge", index, dx: asked.dx, dy: asked.dy, big: asked.big });
  }, { signal });
  parts.addEventListener("focusin", (event) => {
    const index = items.get(event.target);
    if (index !== undefined && !part.values.corners[index]?.chosen) part.send({ type: "corner", index });
  }, { signal });

  function idle() {
    if (!echo?.free && !sent) return;
    echo = null;
    if (sent) stroke = null, sent = false;
    repaint();
  }
  return { paint, idle, words: () => { if (box.width) tell(); } };
};
