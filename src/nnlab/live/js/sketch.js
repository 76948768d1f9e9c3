// The sketch: a paper on which the reader draws a line, the network's curve with a handle at each
// corner, and how far it misses. Paints what Python sent; the stroke and the held corner at once.

import { arrange, firstSeen, put, tag } from "./dom.js";
import { heightAt, limit } from "./geometry.js";
import { placed, struck } from "./labels.js";
import { picture } from "./picture.js";
import { marks } from "./planemarks.js";
import { hands, REACH, way } from "./pointer.js";
import { STILL } from "./still.js";

const SNAP = STILL ? 1 : 160; // ms from the line to the corners
const BREATH = STILL ? 1 : 900; // ms in which an empty paper shows what to do
const POINTS = 240; // of a stroke, at most
const FAN = 0.32; // of the picture's height: a corner's turn
const BAND = 0.25; // of its height: what is missing is shaded where it's no more than that
const PEN = "M4 16l1-4L13.5 3.5l3 3L8 15z";
const LEAST = { "aria-valuemin": -1, "aria-valuemax": 1, "aria-valuenow": 0 }; // what a slider must have
const MIDDLE = [0.5, 0.36, 0.2, 0.1].flatMap((y) => [0.5, 0.66, 0.34, 0.84].map((x) => [x, y])); // of a paper: there it asks
const NARROW = 500; // px: here one word asks
const ALONG = [0, 0.4, -0.4, 0.8, -0.8, 1, -1]; // the gap's line, and beyond its ends: beside it stands its number
const ROUND = Array.from({ length: 24 }, (_, k) => [Math.cos((k * Math.PI) / 12), Math.sin((k * Math.PI) / 12)]);
const WAYS = { across: [0, 2], free: [0, 1, 2, 3], "": [] }, UPRIGHT = [1, 3]; // in quarter turns, in which a hand may move a corner; and the curve's end
const SHORT = 14; // px of half a gap that's hard to see
const UNDER = 0.25; // words rather lie on the line that is wanted than far away

/** @import { Place, SketchValues, View } from "./types" */

export default (/** @type {View<SketchValues>} */ v) => {
  const { part, signal, repaint } = v;
  const { b, box, canvas, ink, parts, at, back, clamp, cover, grid, numbers, describe } = picture(v, "sketch"), { pen } = b, m = marks(b);
  const items = new WeakMap();
  let stops = [], stand = /** @type {number[][]} */ ([]), fans = /** @type {number[][]} */ ([]); // where the axes' numbers stand, and turns
  let beside = [0, 0]; // from the middle of the gap's line to its number
  /** @type {any} */
  let echo = null; // {index, at}: the corner in the hand, till Python has answered
  /** @type {Map<number, number> | null} */
  let stroke = null; // of each column of px, how low the pencil was
  let last = /** @type {Place} */ ([0, 0]), sent = false, hover = -1;
  let drawn = "", since = -SNAP; // when the corners began to snap to a new line
  let tip = /** @type {Place | null} */ (null); // where a mouse has the pencil
  const shown = firstSeen(canvas, signal, repaint, BREATH);

  // ---- painting
  function paint() {
    if (!b.look()) return;
    const { line, curve, machine, corners, gap, rival, pencil, end, bounds: [, , low, high] } = part.values, key = JSON.stringify(line);
    if (sent && !pencil) stroke = null, sent = false; // Python has the line
    cover(true);
    if (drawn && key !== drawn && curve.length) since = performance.now();
    drawn = key;
    const t = limit((performance.now() - since) / SNAP, 0, 1), wanted = line.map(at);
    if (t < 1) repaint();
    fans = [];
    grid(ink.faint);
    if (pencil) {
      numbers();
      if (stroke) graphite(columns()), pencilAt(last, 1.4);
      else invite(wanted);
      return tell();
    }
    // A corner begins on the line that it snaps to.
    const from = curve.map(at).map(([x, y]) => /** @type {Place} */ ([x, (heightAt(wanted, x) ?? y) * (1 - t) + y * t]));
    if (limit((gap.high ?? 0) - (gap.low ?? 0), 0, high - low) < BAND * (high - low)) b.fill(`${ink.ink}12`, () => [...wanted, ...from.toReversed()].forEach(([x, y]) => pen.lineTo(x, y))); // the gap is where this is tallest
    corners.forEach((corner) => paintFan(corner, t === 1));
    graphite(wanted);
    b.stroke(machine.map(at), ink.ink, 2 * b.scale, { dash: [1, 6], cap: "round", alpha: 0.8 });
    b.stroke(from, ink.ink, 3.4 * b.scale);
    rubber();
    stand = numbers([from], spots(), true);
    if (rival) {
      const words = b.wide(rival, 600) > box.width / 3 ? rival.replace(/.*: /, "") : rival, half = b.wide(words, 600) / 2, spot = [at(machine[0])[0] + half, at(machine[0])[1] - 0.8 * b.size, half, 0.6 * b.size];
      b.halo(words, spot[0], spot[1], "center", { weight: 600 });
      stand.push(spot);
    }
    const tells = gap.text && t === 1, asked = part.values.cue && spots().length && !echo && !b.gone ? paintCue(tells ? [bar()] : []) : [];
    if (tells) paintGap(asked);
    corners.forEach((corner, i) => { if (corner.at) paintCorner(corner, i, from); });
    if (end.at) paintEnd(end, corners.length);
    tell();
  }

  const columns = () => [...(stroke ?? [])].sort(([a], [z]) => a - z).map(([x, y]) => /** @type {Place} */ ([x, y]));
  const graphite = (places) => b.stroke(places, ink.soft, 9 * b.scale, { alpha: 0.4, cap: "round" });
  // A pencil whose tip is at a place.
  function pencilAt([x, y], large) {
    const size = 1.5 * large * b.scale, outline = new Path2D(PEN);
    pen.save();
    pen.translate(x - 4 * size, y - 16 * size);
    pen.scale(size, size);
    Object.assign(pen, { fillStyle: ink.paper, strokeStyle: ink.ink, lineWidth: 1.6 });
    pen.fill(outline);
    pen.stroke(outline);
    pen.restore();
  }
  // A line comes out of a pencil, once, and asks to be drawn over; then all is still.
  function invite(/** @type {Place[]} */ places) {
    const t = shown(), own = b.size, small = box.width < NARROW, words = small ? part.values.cue.split(" ")[0] : part.values.cue, large = small ? 0.95 : b.scale > 1 ? 1.05 : 1.15;
    const { corners, curve } = part.values, follows = curve.map(at);
    corners.forEach((corner) => paintFan(corner, t === 1)); // when it's there, the corners follow it
    const come = places.slice(0, Math.max(2, Math.round(t * places.length)));
    graphite(come);
    if (t > 0 && t < 1) repaint();
    if (t === 1) {
      b.stroke(follows, ink.ink, 2 * b.scale, { dash: [1, 6], cap: "round", alpha: 0.8 });
      corners.forEach((corner, i) => { if (corner.at) paintCorner(corner, i, follows); });
    }
    if (b.gone) return; // what was there stays
    pencilAt(tip ?? come[come.length - 1], tip || small ? 1.4 : 2.4);
    b.size = Math.round(own * large);
    const half = [b.wide(words, 600) / 2 + 27 * large * b.scale, 1.3 * b.size];
    const [x, y] = placed(MIDDLE.map(([sx, sy]) => [sx * box.width, sy * box.height]), half.map((each) => each + 6), [...along(places), ...along(follows), ...spots(), ...fans], box);
    m.pill(words, x - half[0], y, 2 * half[0], 2 * half[1], large * b.scale, PEN);
    b.size = own;
  }

  // The chosen corner asks to be held, or the curve's end, and which way, till a hand has one; its words stand where there is room.
  function paintCue(/** @type {number[][]} */ more) {
    const { scale, size } = b, { cue, corners, moves, end, curve } = part.values, t = shown(), drawn = curve.map(at);
    const words = box.width < NARROW * scale ? cue.split(" ")[0] : cue;
    const half = [b.wide(words, 600) / 2 + 25 * scale, 1.1 * size], round = half[0] - half[1];
    const side = (x, y) => Math.sign((heightAt(drawn, x) ?? y) - y);
    if (t > 0 && t < 1) repaint();
    const xy = at(end.asks ? end.at : (corners.find((corner) => corner.chosen && corner.at) ?? corners.find((corner) => corner.at))?.at);
    const s = Math.min(scale, (box.width - xy[0]) / 37), gap = Math.max(38 * s, 25 * scale); // whole at the edge, too
    const places = [1, 1.5, 2.2, 3, 4].flatMap((far) => ROUND.map(([dx, dy]) => {
      const [wide, high] = [dx * (half[0] + far * gap), dy * (half[1] + far * gap)], crosses = side(xy[0] + wide / 2, xy[1] + high / 2) * side(xy[0] + wide, xy[1] + high) < 0;
      const to = /** @type {Place} */ ([xy[0] + wide, xy[1] + high]), strikes = stand.some(([sx, sy, ...spot]) => struck([sx, sy], spot, [xy, to]));
      return [...to, 0.3 * far + 3 * Number(crosses) + 3 * Number(strikes)];
    }));
    const [x, y] = placed(places, [half[0] + 6, half[1] + 2], [...taken(), ...stand.map(([x, y, wide, high]) => [x, y, wide + 4, 1.5 * high, 3]), ...fans, ...more, [...xy, gap, gap]], box);
    const leader = /** @type {Place[]} */ ([xy, [limit(xy[0], x - round, x + round), limit(xy[1], y - half[1], y + half[1])]]);
    b.stroke(leader, ink.soft, 1.2 * scale);
    m.cue(xy, null, t, s);
    for (const turns of end.asks ? UPRIGHT : WAYS[moves]) {
      const angle = (turns * Math.PI) / 2, y = xy[1] + gap * Math.sin(angle);
      if (y < box.height - 1.7 * size) m.tip(xy[0] + gap * Math.cos(angle), y, angle, 9 * scale, ink.soft, 0.6); // clear of the numbers
    }
    m.pill(words, x - half[0], y, 2 * half[0], 2 * half[1], scale);
    return [[x, y, ...half], ...along(leader)];
  }

  // Where there should be no words, or rather none.
  const taken = (under = UNDER) => [...spots(), ...along(part.values.curve.map(at)), ...stand, ...along(part.values.line.map(at)).map((spot) => [...spot, under])];
  const along = (/** @type {Place[]} */ places) => places.slice(1).flatMap((to, i) => {
    const from = places[i], n = Math.min(60, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / 11));
    return Array.from({ length: n }, (_, k) => [0, 1].map((axis) => from[axis] + ((k + 0.5) / n) * (to[axis] - from[axis])).concat(3, 5));
  });
  // What a hand can hold: the corners, and behind them the curve's end.
  const grips = () => /** @type {any[]} */ ([...part.values.corners, ...(part.values.end.at ? [part.values.end] : [])]);
  const spots = () => grips().flatMap((grip, i) => (grip.at ? [[...lifted(grip, i), 14 * b.scale, 14 * b.scale]] : []));
  // Corners in one spot are a pile: each can be read, and held.
  function lifted({ at: place }, i) {
    const [x, y] = at(place), below = part.values.corners.slice(0, i).map((corner) => at(corner.at ?? [NaN, 0]));
    return /** @type {Place} */ ([x, y - 21 * b.scale * below.filter(([ox, oy]) => Math.hypot(ox - x, oy - y) < 8 * b.scale).length]);
  }
  // The place of the gap's line: its middle, and half of its width and height.
  function bar() {
    const { x = 0, low = 0, high = 0 } = part.values.gap, [px, top] = at([x, high]), [, bottom] = at([x, low]);
    return [px, (top + bottom) / 2, 8 * b.scale, (bottom - top) / 2, 3];
  }
  function paintGap(/** @type {number[][]} */ asked) {
    const { text = "" } = part.values.gap, { scale } = b, [px, middle, , tall] = bar(), far = 34 * scale;
    b.stroke([[px, middle - tall], [px, middle + tall]], ink.ink, 2 * scale);
    for (const side of [-1, 1]) {
      const y = middle + side * tall, wide = 7 * scale;
      b.stroke([[px - wide, y], [px + wide, y]], ink.ink, 2.4 * scale);
      if (tall > SHORT * scale) continue;
      b.stroke([[px, y], [px, y + side * 24 * scale]], ink.ink, 2 * scale); // from outside, as on a plan
      m.tip(px, y + side * 3 * scale, -side * Math.PI / 2, 10 * scale, ink.ink);
    }
    const half = [b.wide(text, 650) / 2 + (asked.length ? 2 : 13) * scale, b.size];
    const places = ALONG.flatMap((share, k) => [1, -1, 0].map((side) => [px + side * (half[0] + 14 * scale), middle + share * tall + Math.trunc(share) * far * (side ? 1 : 1.6), 0.05 * k]));
    // Under a hand it keeps its side, as long as that is clear of the hand.
    const [x, y] = placed(echo ? [[px + beside[0], middle + beside[1]], ...places] : places, half, [...(echo ? [[...echo.at, far, far], ...stand, ...spots()] : [...taken(0.02), ...asked]), bar()], box);
    beside = [x - px, y - middle];
    if (asked.length) b.halo(text, x, y, "center", { weight: 650 }); // one thing asks at a time
    else m.pill(text, x - half[0], y, 2 * half[0], 2 * half[1], scale, false);
  }

  const spotOf = (corner, i) => (echo?.index === i ? echo.at : lifted(corner, i));
  // A band from the neighbours to the corner in the hand, before Python has moved the curve.
  function rubber() {
    if (!echo || part.values.moves !== "free") return;
    const xs = part.values.curve.map(at), [x] = at(grips()[echo.index]?.at ?? [0, 0]);
    const before = xs.filter(([px]) => px < x - 1).at(-1), after = xs.find(([px]) => px > x + 1);
    b.stroke([before, echo.at, after].filter(Boolean), ink.soft, 1.4 * b.scale, { dash: [5, 4] });
  }
  // How much a corner turns the curve: from the way on without it to the way it goes.
  function paintFan({ at: place, fan, chosen }, seen = true) {
    if (!fan.length) return;
    const [x, y] = at(place), ends = fan.map(at), [was, is] = ends.map(([ex, ey]) => Math.atan2(ey - y, ex - x));
    // No longer than the piece, nor than to the curve's end and to the numbers below.
    const rises = [was, is].map(Math.sin), [end] = at(part.values.curve.at(-1) ?? [0, 0]);
    const room = Math.min((y - 6) / Math.max(0, -Math.min(...rises)), (box.height - 1.7 * b.size - y) / Math.max(0, ...rises), (end - x) / Math.max(Math.cos(was), Math.cos(is)));
    const r = Math.max(0, Math.min(FAN * box.height, Math.hypot(ends[1][0] - x, ends[1][1] - y), room)), side = ink[is < was ? "positive" : "negative"];
    const half = r / 2, middle = (was + is) / 2;
    fans.push([x + half * Math.cos(middle), y + half * Math.sin(middle), half, half, 1.5]);
    if (!seen) return;
    const fades = pen.createRadialGradient(x, y, 0, x, y, r);
    fades.addColorStop(0.1, side + (chosen ? "99" : "66"));
    fades.addColorStop(1, side + "0d");
    b.fill(fades, () => { pen.moveTo(x, y); pen.arc(x, y, r, was, is, is < was); });
  }
  function paintCorner(corner, i, places) {
    const { name, used, chosen } = corner, { scale } = b;
    let [x, y] = spotOf(corner, i);
    if (echo?.index !== i) y += limit(heightAt(places, x) ?? 0, 0, box.height) - at(corner.at)[1];
    const r = (used ? 10 : 9) * scale;
    if (hover === i) b.dot(x, y, r / scale + 8, ink.glow);
    b.fill(b.gone ? ink.faint : ink.paper, () => pen.arc(x, y, r, 0, 7));
    pen.strokeStyle = used ? ink.ink : ink.soft;
    pen.lineWidth = (chosen ? 3.4 : 2.2) * scale;
    pen.setLineDash(used ? [] : [3 * scale, 2.5 * scale]); // as what isn't computed
    if (!b.gone) pen.stroke();
    pen.setLineDash([]);
    b.text(name, x, y + 0.5, "center", { color: used ? ink.ink : ink.soft, weight: 700 });
  }

  function paintEnd(end, index) {
    const xy = spotOf(end, index);
    if (hover === index) b.dot(...xy, 16, ink.glow);
    m.handle(xy, ink.ink, [1, 0], 0.66 * b.scale);
  }

  // ---- what has the focus
  function tell() {
    describe("A curve");
    put(parts, { ".nnlab-pencil": part.values.pencil });
    const wanted = part.values.moves ? grips().map((corner, index) => ({ ...corner, index })).filter((corner) => corner.at) : [];
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
    const far = grips().map((grip, i) => {
      const [x, y] = grip.at ? lifted(grip, i) : [Infinity, 0];
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
      return { held: true, index, xy: at(grips()[index].at ?? [0, 0]) };
    },
    drag(phase, [dx, dy], { index, xy }, id) {
      /** @type {Place} */
      const hand = [xy[0] + dx, xy[1] + dy], going = phase === "start" || phase === "move";
      if (index === undefined) {
        draw(hand);
        if (going) return;
        const places = columns(), step = Math.max(1, Math.ceil(places.length / POINTS));
        if (phase === "end" && places.length > 8) {
          const points = places.filter((_, i) => i % step === 0 || i === places.length - 1).map((place) => clamp(back(place)));
          part.send({ type: "draw", points });
          sent = true;
        } else stroke = null;
        repaint();
        return;
      }
      const y = part.values.moves === "across" ? xy[1] : hand[1], x = index < part.values.corners.length ? hand[0] : xy[0];
      echo = phase === "cancel" ? null : { index, at: [limit(x, 0, box.width), limit(y, 0, box.height)], free: !going };
      repaint();
      const [place, height] = clamp(back(hand));
      part.send({ type: "drag", id, index, x: place, y: height, phase }, phase === "move" ? "drag" : "event");
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
  let latest = -1; // the corner that had the focus last
  parts.addEventListener("focusin", (event) => {
    const index = items.get(event.target);
    // Which one is chosen only Python says, and it may be behind: asked for again, unless both agree.
    if (index !== undefined && (index !== latest || !part.values.corners[index]?.chosen)) part.send({ type: "corner", index });
    latest = index ?? latest;
  }, { signal });

  function idle() {
    if (!echo?.free && !sent) return;
    echo = null;
    if (sent) stroke = null, sent = false;
    repaint();
  }
  return { paint, idle, words: () => { if (box.width) tell(); } };
};
