// The curve: lines over steps on real axes, a marker that can be dragged, exact numbers on hover
// and focus. Paints what Python sent, reports what the reader does.

import { firstSeen, put, tag } from "./dom.js";
import { heightAt } from "./geometry.js";
import { around, placed, stacked } from "./labels.js";
import { count, number } from "./numbers.js";
import { picture } from "./picture.js";
import { GRIP, marks } from "./planemarks.js";
import { hands, way } from "./pointer.js";
import { STILL } from "./still.js";

const DASH = { solid: [], dashed: [8, 5], dotted: [2, 4], dashdot: [9, 4, 2, 4] };
const ACKNOWLEDGE = 90; // ms between two messages that say how far the painting is
const SILENCE = 1200; // ms without a picture while training runs
const HEAD = 2; // em above the plot in which words may stand
const BREATH = STILL ? 1 : 900; // ms of the ring of a marker that asks to be held
const WORDS = 3.3; // em at a foggy picture's lower edge: the axis' own words
const EARTH = [0, 0.18, 0.42, 0.68, 1]; // of the height: where the relief's colours lie
const NEAR = 26; // px to either side in which a hovering pointer finds a point

/** @import { CurveValues, Place, View } from "./types" */

export default (/** @type {View<CurveValues>} */ v) => {
  const { part, root, signal } = v;
  const { b, box, canvas, ink, parts, at, back, clamp, clear, cover, axes, grid, numbers, describe } = picture(v, "curve"), m = marks(b);
  const shown = firstSeen(canvas, signal, v.repaint, BREATH);
  // It moves the marker, where there is one to move; else it reads the curve aloud.
  const spot = tag("button", { type: "button", role: "slider", class: "nnlab-spot" });
  const pin = tag("button", { type: "button", class: "nnlab-pin" }); // a moment to go back to
  pin.addEventListener("click", () => part.send({ type: "pin" }));
  parts.append(spot, pin);
  let lines = []; // {name, dash, soft, x, y, and `places` in px}
  let taken = []; // what they were read from
  let hover = null; // the x that is asked for
  let painted = 0, acknowledged = 0; // the last beat, and when Python heard of one
  let watcher = 0, late = false;
  /** @type {{x: number, done: boolean} | null} */
  let hand = null; // where a hand has the marker, painted before Python has answered

  const atX = (x) => at([x, 1])[0], xAt = (px) => clamp(back([px, 0]))[0];
  const value = (y) => (Number.isFinite(y) ? number(y, { figures: 4 }) : "no number");
  const counted = (x) => (Number.isInteger(x) ? count(x) : number(x, { figures: 5 }));
  const first = () => lines.find((line) => line.n);
  const moves = () => part.values.marker.x !== undefined && part.values.marker.draggable;
  const shore = () => box.top + box.height - (part.values.fog ? WORDS * b.size : 0); // above the axis' own words
  const grips = () => moves() && Boolean(part.values.fog || part.values.marker.asks); // else it's a point of the line
  const knob = (place) => (grips() ? m.handle(place, ink.ink, [1, 0], b.scale) : b.dot(...place, 6, ink.ink, ink.paper));

  function take() {
    const { data, lines: meta } = part.values;
    if (data === taken[0] && meta === taken[1]) return;
    taken = [data, meta];
    let from = 0;
    lines = meta.map((line) => {
      const numbers = () => new Float64Array(data.buffer.slice(data.byteOffset + from, data.byteOffset + (from += line.n * 8)));
      return { ...line, x: numbers(), y: numbers(), places: [] };
    });
  }
  // The point of a line that is nearest to x.
  const nearest = ({ x: xs }, x) => xs.reduce((best, each, i) => (Math.abs(each - x) < Math.abs(xs[best] - x) ? i : best), 0);

  // ---- painting
  function paint() {
    if (!b.look()) return;
    take();
    const { size } = b, { levels, notes, marker: mark, fog } = part.values;
    if (fog) cover(true);
    else clear(10, size * HEAD, size * 0.9);
    const { left, top, width, height } = box, bottom = top + height;
    for (const line of lines) line.places = Array.from(line.x, (x, i) => at([x, line.y[i]]));
    if (fog) paintGround();
    else axes(ink.faint);
    if (mark.asks) b.veil(left, top, width, height);
    const name = b.wide(part.values.y_name) / 2, there = fog ? [[name + size, 1.1 * size, name, 0.6 * size]] : []; // words that are there already
    const named = lines.filter((line) => line.name && line.n > 1);
    placePin(there);
    b.within(left - 7, top - HEAD * size, width + 9, height + HEAD * size + 2, () => {
      for (const [y, label] of levels) paintLevel(y, label, there);
      for (const [x, label] of notes) paintNote(x, label, there);
      for (const line of [...lines].reverse()) paintLine(line, there);
    });
    if (fog) paintStops(there);
    if (hand) paintHand(hand.x);
    else if (Number.isFinite(mark.y)) {
      const [px, py] = at([mark.x, mark.y]), y = Math.min(Math.max(py, top), bottom);
      const pinned = mark.x === part.values.pin.x; // then that says it
      if (!pinned) upright(px, 1.2 * b.scale);
      for (const { places, dash } of named) if (dash === "dashed" && !fog) b.dot(px, heightAt(places, px) ?? -9, 4.5, ink.paper, ink.ink, 1.8);
      knob([px, y]);
      if (grips()) there.push([px, y, GRIP + 4, GRIP + 4].map((v, k) => (k < 2 ? v : v * b.scale)));
      if (part.values.cue && !b.gone) paintCue([px, y], there);
      if (part.values.pin.x === undefined && mark.text && named.length < 2) beside(mark.text, px, y, there, 0.9); // more are too many
    }
    const all = [...there];
    if (fog) there.push([box.width / 2, box.height - 1.4 * size, box.width / 2, 1.5 * size]); // the axis' own words
    const foggy = fog ? known()[0]?.[0] ?? 0 : 0; // where the fog ends
    if (foggy > 0.25 * width) words("not tried yet", [0.2, 0.14, 0.28, 0.66].map((y) => [0.36 * foggy, y * height]), there, { strong: 0, spare: true });
    if (named.length > 1) for (const line of named) paintName(line, there);
    const standing = [0, shore()].map((y) => /** @type {Place} */ ([atX(hand?.x ?? mark.x), y])); // the marker's own line
    if (fog) numbers([...lines.map(({ places, y }) => places.filter((_, i) => Number.isFinite(y[i]))), standing], all);
    if (hover !== null) paintHover();
    tell();
    acknowledge();
  }

  // So Python sends no more than can be painted. Not for each picture: every message makes JupyterLab
  // show the kernel as busy and idle again.
  function acknowledge() {
    const { beat, steady } = part.values, now = performance.now();
    if (!beat || beat === painted) return;
    painted = beat;
    clearTimeout(watcher);
    if (late) part.wire.status.late((late = false));
    // While training runs, pictures come all the time; where they don't, another cell keeps the kernel.
    if (steady) watcher = setTimeout(() => part.wire.status.late((late = true)), SILENCE);
    if (now - acknowledged < ACKNOWLEDGE && steady) return;
    acknowledged = now;
    part.send({ type: "painted", beat }, "painted");
  }

  // Under the finger: the line, and the nearest point that has come already. Its words are Python's.
  function paintHand(where) {
    const line = first(), px = atX(where), { asks, y: height } = part.values.marker;
    upright(px, 1.2 * b.scale);
    const [x, y] = line && !asks ? line.places[nearest(line, where)] : [px, at([where, height])[1]];
    if (!Number.isFinite(y)) return;
    const place = /** @type {Place} */ ([x, Math.min(Math.max(y, box.top), box.top + box.height)]);
    knob(place);
  }

  // What of the first line is known.
  const known = () => first()?.places.filter((_, i) => Number.isFinite(first().y[i])) ?? [];

  // Ground, as high as the error is; where nobody has looked yet, with narrower nudges, lies fog.
  function paintGround() {
    const { left, top, width, height } = box, seen = known(), edge = seen[0]?.[0] ?? left, low = shore();
    const earth = b.pen.createLinearGradient(0, low, 0, top), veil = b.pen.createLinearGradient(edge, 0, left, 0);
    EARTH.forEach((share, k) => earth.addColorStop(share, `${ink[`relief-${k}`]}b0`));
    b.fill(earth, () => [[edge, low], ...seen, [seen.at(-1)?.[0] ?? edge, low]].forEach(([x, y]) => b.pen.lineTo(x, y)));
    ["00", "e0", "ff"].forEach((alpha, k) => veil.addColorStop(k * k / 4, `${ink["fog-0"]}${alpha}`));
    if (edge - left > width * 0.06) b.fill(veil, () => b.pen.rect(left, top, edge - left, height)); // else it's the margin
    grid(ink.line);
  }

  // Each stop that was tried is a dot; hollow are those to which a dotted line leads through the fog, and one is a ?.
  function paintStops(there) {
    const seen = known(), from = seen[0]?.[0] ?? 0, line = lines.find(({ dash }) => dash === "dotted");
    const ahead = line?.places.filter(([x, y]) => x < from && y < shore()) ?? [], r = 19 * b.scale, own = b.size;
    for (const [x, y] of seen) b.dot(x, y, 3.2, ink.ink);
    for (const [x, y] of ahead) b.dot(x, y, 3.2, ink.paper, ink.soft, 1.5);
    const asked = ahead.find(([x, y]) => x < from - 35 * b.scale && y < shore() - r);
    if (!asked) return;
    const [x, y] = asked, right = x + r + b.wide(line.name) + 17 > from, shape = () => b.pen.roundRect(x - r, y - r, 2 * r, 2 * r, r * 0.4);
    b.fill(ink.paper, shape);
    b.outline(shape, ink.ink, 2 * b.scale);
    b.size = Math.round(own * 1.6);
    b.text("?", x, y + 1, "center", { color: ink.ink, weight: 700 });
    b.size = own;
    there.push([x, y, r, r]);
    words(line.name, [[x + (right ? -1 : 1) * (r + 5), y]], there, { right, spare: true }); // clear of the marker's own line
  }

  // How the marker asks to be held, till it was.
  function paintCue(place, there) {
    const { scale, size } = b, near = part.values.fog ? 1 : 0.6, t = shown(), words = part.values.cue, half = [b.wide(words, 600) / 2 + 25 * scale, 1.1 * size];
    if (t > 0 && t < 1) v.repaint();
    m.cue(place, null, t, near * scale);
    m.handle(place, ink.ink, [1, 0], scale);
    there.push([...place, 33 * near * scale, 33 * near * scale]); // its rings
    const [x, y] = placed(around(place, half, 35 * near * scale), half, there, box);
    m.pill(words, x - half[0], y, 2 * half[0], 2 * half[1], scale);
    there.push([x, y, ...half]);
  }

  // The marker's own line, which words don't cover.
  const stand = () => (moves() ? [[atX(part.values.marker.x), box.top + box.height / 2, 1, box.height / 2]] : []);
  const upright = (px, width, options = {}) => b.stroke([[px, box.top], [px, shore()]], ink.soft, width, options);

  function paintLine(line, there) {
    const { y, places, dash, soft } = line, { ahead, fog, marker } = part.values, split = ahead && line === first() ? atX(marker.x) : Infinity;
    const color = soft ? ink.soft : ink.ink, width = (soft ? 1.7 : fog ? 2.2 : 2.8) * b.scale;
    const { left, top, width: wide, height } = box, edge = Math.min(split, left + wide + 2);
    function trace(alpha) {
      let stretch = []; // up to where there is no number
      const end = () => { if (stretch.length > 1) b.stroke(stretch, color, width, { dash: DASH[dash], alpha }); stretch = []; };
      places.forEach((place, i) => (Number.isFinite(y[i]) ? stretch.push(place) : end()));
      end();
    }
    b.within(left - 2, top - 2, edge - left + 2, shore() - top + 4, () => trace(1));
    if (places.length === 1) b.dot(...places[0], marker.asks ? 6 : 3, color); // a line of one point is a point
    if (!Number.isFinite(split)) return;
    b.within(edge, top - 2, left + wide + 2 - edge, height + 4, () => trace(0.26));
    const last = places.findLast(([, py]) => Number.isFinite(py)), start = last ? last[0] - b.wide(ahead) - 4 : 0;
    if (!last || lines.length > 1 || start < edge + 8) return; // of several the names stand there
    const over = Math.min(last[1], ...places.filter(([px, py]) => px > start && Number.isFinite(py)).map(([, py]) => py));
    const y0 = Math.max(over, top + b.size * 2) - b.size * 0.9, half = b.wide(ahead) / 2;
    if (!covers([last[0] - 2 - half, y0], [half, b.size * 0.7], there)) b.text(ahead, last[0] - 2, y0, "right");
  }

  // The moment: a dashed line, and a pill of words that can be pressed.
  function placePin(there) {
    const { x, text } = part.values.pin, { left, width, top } = box, half = (b.wide(text ?? "", 650) + 3 * b.size) / 2;
    put(pin, { hidden: x === undefined });
    if (x === undefined) return;
    const px = atX(x), back = px + 2 * half + 12 > left + width && px > left + width / 2;
    const middle = Math.min(px + (back ? -1 : 1) * (half + 10 * b.scale), left + width - half);
    upright(px, 1.3 * b.scale, { dash: [3, 3] });
    put(pin, { text, left: middle - left, top: -b.size, "aria-label": `Go to ${text}` });
    there.push([middle, top - b.size, half, b.size]);
  }

  // Levels close to each other: their labels stand side by side, each on its own line; or below it, where
  // above there is no room, or a curve.
  function paintLevel(y, label, there) {
    const { bounds: [x0, , y0, y1] } = part.values;
    if (y < y0 || y > y1) return;
    const { left, width } = box, py = at([x0, y])[1], end = left + width, size = b.size * 0.75;
    const { fog } = part.values, start = fog ? left + 3.4 * b.size : left; // beside the number at the edge
    b.stroke([[start, py], [end, py]], ink.soft, 1.2 * b.scale, { dash: [2, 3] });
    const ends = [end, ...there.map(([x, , wide]) => x - wide - 4)], step = width / 32;
    const across = Array.from({ length: 32 }, (_, k) => left + (k + 0.5) * step);
    const curves = lines.flatMap(({ places }) => across.map((x) => [x, heightAt(places, x), step / 2, 1]));
    const under = [[left + width / 2, py, width / 2, 0], ...stand(), ...curves.filter(([, height]) => Number.isFinite(height))];
    if (fog && width < 400) return; // the number at the edge says it alone
    words(label, [py - size, py + size + 4].flatMap((middle) => (fog ? [0, 0.2, 0.4].map((u) => start + 3 + u * width) : ends).map((x) => [x, middle])), there, { right: !fog, under, spare: true });
  }

  function paintNote(x, label, there) {
    const [x0, x1] = part.values.bounds, px = atX(x), right = px + b.wide(label) + 12 > box.left + box.width;
    if (x < x0 || x > x1) return;
    upright(px, 1.2 * b.scale, { dash: [5, 4] });
    words(label, stack(px + (right ? -5 : 5), box.top + b.size * 0.8), there, { right });
  }

  // Whether words at [x, y] would lie on what is there already.
  const covers = (/** @type {number[]} */ [x, y], /** @type {number[]} */ [wide, high], there) => there.some(([tx, ty, w, h]) => Math.abs(tx - x) < wide + w && Math.abs(ty - y) < high + h);
  const stack = (x, y) => stacked([x, y], b.size * 1.26);
  // A few words on paper, at the first of these places, of their left end or their right one, where they
  // lie on none of what is there already.
  function words(text, places, there, how = {}) {
    const { right = false, weight = 400, color = ink.soft, strong = 0.85, under = [], spare = false, clear = false } = /** @type {any} */ (how);
    const half = [b.wide(text, weight) / 2 + 4, b.size * 0.7];
    const middles = places.map(([x, y]) => /** @type {Place} */ ([x + (right ? -half[0] : half[0]), y]));
    const { top, height } = box, more = part.values.fog ? 0 : HEAD * b.size;
    const [x, y] = placed(middles, half, [...there, ...under], { ...box, top: top - more, height: height + more });
    if (spare && (!places.length || covers([x, y], half, clear ? [...there, ...under] : there))) return; // no room
    b.plate(text, x - half[0], y, 2 * half[0], 2 * half[1], { weight, color, strong });
    there.push([x, y, half[0], half[1] - 2]);
  }

  // The name of a line, where it ends: no legend to look up.
  function paintName({ name, y, places, soft, dash }, there) {
    const i = y.findLastIndex(Number.isFinite);
    if (!name || i < 0 || (part.values.fog && dash === "dotted")) return; // the ? has it
    const [px, py] = places[i], wide = b.wide(name), right = px + wide + 16 >= box.left + box.width;
    const starts = right ? [2, wide / 2, wide].map((back) => px - back) : [px + 6];
    const most = right ? Math.max(box.width / 2, 2 * wide + 16) : wide + 8;
    const across = Array.from({ length: 49 }, (_, k) => px - (right ? k : -k) / 48 * most);
    const under = lines.flatMap((line) => across.map((x) => [x, heightAt(line.places, x), 1, b.size * 0.3])).filter(([, height]) => Number.isFinite(height));
    const { fog, levels } = part.values, flat = fog ? [] : levels.map(([level]) => [box.left + box.width / 2, at([0, level])[1], box.width / 2, 1]);
    under.push(...stand(), ...flat);
    const side = right ? (!fog && lines.every((line) => !((heightAt(line.places, px) ?? 0) > py)) ? 1 : -1) : 0; // the lowest has its name below it
    // First on the near side of a line that rises to the edge, where no other line comes between.
    const near = (up) => across.slice(0, fog ? 49 : 25).map((x) => /** @type {Place} */ ([x - b.size / 2, (heightAt(places, x) ?? NaN) - b.size * up]));
    const beside = right ? [...near(0.6), ...near(1.2)] : []; // a flat one leaves less room
    const above = beside.filter(([, at]) => at > box.top + b.size * 0.7);
    // Beside a steep one, too.
    const edge = stack(box.left + box.width - 4, py + b.size).filter(([, y]) => y > py && y < shore() - b.size);
    words(name, fog ? [...above, ...edge] : [...above, ...starts.flatMap((x) => stack(x, py + side * b.size))], there, { right, under, color: soft ? ink.soft : ink.ink, spare: part.values.fog, clear: part.values.fog });
  }

  // Words beside a place of the curve, where they hide nothing of any line.
  function beside(text, px, py, there, strong) {
    const wide = b.wide(text, 600) + 8, right = part.values.fog ? px > 2 * wide : px + wide + 16 >= box.left + box.width, x = px + (right ? -9 : 9);
    const across = Array.from({ length: 9 }, (_, k) => x + ((right ? -k : k) * wide) / 8);
    const heights = lines.flatMap(({ places }) => across.map((at) => [at, heightAt(places, at), 1, b.size * 0.3]));
    const under = heights.filter(([, height]) => Number.isFinite(height));
    words(text, stacked([x, py - b.size * 1.1], b.size / 2), there, { right, weight: 600, color: ink.ink, strong, under });
  }

  // ---- exact numbers under a pointer, a finger or the keyboard
  function telling(x) {
    const main = first();
    if (!main) return null;
    const here = nearest(main, x), at = main.x[here];
    if (part.values.fog && !Number.isFinite(main.y[here])) return null; // nobody has looked there
    const found = lines.filter((line) => line.n && (line === main || line.name)).map((line) => ({ line, i: nearest(line, at) }))
      .filter(({ line, i }) => Math.abs(atX(line.x[i]) - atX(at)) < 3);
    const values = found.map(({ line, i }) => `${found.length > 1 && line.name ? `${line.name} ` : ""}${value(line.y[i])}`);
    const text = `${part.values.x_name} ${counted(at)} · ${values.join(" · ")}`;
    return { x: at, dots: found.map(({ line, i }) => line.places[i]), text };
  }

  function paintHover() {
    const it = telling(hover);
    if (!it) return;
    const px = atX(it.x);
    upright(px, 1);
    for (const [x, y] of it.dots) if (Number.isFinite(y)) b.dot(x, y, 4, ink.paper, ink.ink, 1.8);
    beside(it.text, px, it.dots[0][1], [], 0.95);
  }
  const look = (x) => {
    if (hover === x) return;
    hover = x;
    paint();
  };

  // What is no canvas: words about it, and what can be held and focused.
  function tell() {
    describe("A curve");
    const { marker: mark, x_name: name, fog } = part.values, ends = first()?.x ?? [0], last = ends.at(-1), held = moves();
    const it = held ? { x: mark.x, text: mark.text } : telling(hover ?? last) ?? { x: 0, text: "" };
    put(spot, {
      ".nnlab-marker": held, ".nnlab-reader": !held, ".nnlab-round": held && fog,
      top: held && fog && Number.isFinite(mark.y) ? at([mark.x, mark.y])[1] - box.top : "",
      "aria-label": held ? mark.asks ?? (fog ? name : `${name}: go back to`) : `Read the curve along ${name}`,
      "aria-valuemin": held ? Math.min(0, ends[0]) : ends[0], "aria-valuemax": held ? mark.last : last, "aria-valuenow": it.x, "aria-valuetext": it.text || (mark.asks && counted(it.x)) || "\u00a0",
      left: atX(hand?.x ?? it.x) - box.left,
    });
  }

  hands(parts, canvas, signal, {
    pick(_, event) {
      if (event.target !== spot || !moves()) return null;
      spot.focus({ preventScroll: true });
      look(null);
      return { held: true, cursor: "ew-resize", from: atX(part.values.marker.x) };
    },
    drag(phase, [dx], { from }, id) {
      const x = xAt(from + dx), { last = x } = part.values.marker;
      hand = { x: Math.min(x, last), done: phase === "end" || phase === "cancel" };
      paint();
      part.send({ type: "drag", id, x, phase }, phase === "move" ? "drag" : "event");
    },
    tap(item, [px], event) {
      if (!item && event.pointerType !== "mouse") look(hover === null ? xAt(px) : null); // a tap shows, and hides
    },
    hover(place) {
      const it = place && telling(xAt(place[0]));
      look(it && Math.abs(atX(it.x) - place[0]) < NEAR ? it.x : null);
    },
  });

  parts.addEventListener("keydown", (event) => {
    if (event.key === "Escape") look(null);
    const asked = way(event), line = first();
    if (!asked) return;
    const { steps, big, end } = asked;
    if (moves()) part.send(end ? { type: "end", to: end < 0 ? "first" : "last" } : { type: "nudge", steps, big });
    else if (line) {
      const last = line.n - 1, now = hover === null ? last : nearest(line, hover);
      const next = now + (end * line.n || steps * (big ? Math.max(1, Math.round(last / 10)) : 1));
      look(line.x[Math.min(Math.max(next, 0), last)]);
    }
  }, { signal });
  spot.addEventListener("focus", () => {
    if (!moves() && spot.matches(":focus-visible")) look(hover ?? first()?.x.at(-1) ?? null);
  });
  spot.addEventListener("blur", () => look(null));
  signal.addEventListener("abort", () => clearTimeout(watcher));
  function idle() { // Python has answered: its marker stands
    if (!hand?.done) return;
    hand = null;
    paint();
  }
  return { paint, words: () => { if (box.width) tell(); }, idle };
};
