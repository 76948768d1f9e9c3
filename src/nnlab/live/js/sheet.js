// The plane that falls to where a hidden layer puts it. Python says where each corner of the sheet
// begins and lands; where it is on its way, and the side it is seen from, are painted here.

import { brush } from "./brush.js";
import { camera, turnHint } from "./camera.js";
import { firstSeen, put, tag } from "./dom.js";
import { colours, fieldPainter, tones } from "./field.js";
import { limit } from "./geometry.js";
import { marks } from "./planemarks.js";
import { hands, REACH, way } from "./pointer.js";

const TOP = 1.44, FLOOR = 1.2, YAW = 0.5; // as of pictures/sheet.py
const PITCH = 0.44, OVER = 0.425, UNDER = 0.35; // where it is seen from, how far the planes reach above their middles and below
const HIGH = [0.75, 1.15]; // how high the upper plane may hang: as high as there is room
const LEAD = 1.65; // threads run ahead of the sheet
const FRINGE = 0.15; // so far they hang down before it falls, and fade: where they end isn't told
const HANG = 6; // cells from thread to thread along the rim
const FALL = 1600, BREATH = 900; // ms of a fall; of the rings around what can be pointed at
const WIDE = 1.98; // of it all, seen from the first side, in its own unit
const NARROW = 420; // px: here fewer words ask
const LAYER = 288; // px a side of a field before it is laid down
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const RIM = [[0, 0], [1, 0], [1, 1], [0, 1]];

/** @import { Bounds, Place, SheetValues, View } from "./types" */

export default (/** @type {View<SheetValues>} */ { root, el, part, signal, repaint }) => {
  el.classList.add("nnlab-sheet");
  const canvas = tag("canvas", { "aria-hidden": "true" }), hint = turnHint();
  const area = tag("div", { class: "nnlab-sheet-area", role: "group", tabindex: "0" }, canvas, hint);
  root.append(area);
  const b = brush(canvas, root, signal, repaint), { pen, ink } = b, m = marks(b), view = camera(YAW, PITCH), paintCells = fieldPainter();
  const layers = [0, 1].map(() => Object.assign(document.createElement("canvas"), { width: LAYER, height: LAYER }));
  let painted = "", table = /** @type {string[]} */ ([]); // of the layers; of a byte's colour
  /** @type {any} */
  let fields = null;
  const shown = firstSeen(canvas, signal, repaint, STILL.matches ? 1 : BREATH);
  let fell = part.values.falls, began = 0, last = NaN; // of the fall that goes on, and what the slider said

  // ---- where things are
  const slider = () => part.wire.parts.get(part.values.slider);
  const folded = () => slider()?.values.value ?? part.values.fold;
  /** @type {(bounds: Bounds, wide: number) => (place: number[]) => Place} */
  const spread = ([x0, x1, y0, y1], wide) => ([x, y]) => [wide * ((x - (x0 + x1) / 2) / (x1 - x0)), wide * ((y - (y0 + y1) / 2) / (y1 - y0))];
  // From above what falls hides nothing, and height is nothing.
  const at = (x, y, z) => view.project(x, y, part.values.above ? 0 : z);
  /** @type {(from: Place, to: Place, t: number) => Place} */
  const between = ([ax, ay], [bx, by], t) => {
    const e = t * t * (3 - 2 * t);
    return at(ax + (bx - ax) * e, ay + (by - ay) * e, hung * (1 - t));
  };

  function aim() {
    const { above } = part.values, { width, height } = area.getBoundingClientRect(), zoom = width / area.offsetWidth || 1;
    const [w, h] = [width / zoom, height / zoom];
    Object.assign(view, above ? { yaw: 0, pitch: Math.PI / 2 } : seen);
    const [aside, air] = w < NARROW ? [52, 76] : [76, 56]; // px for names, and for words below the floor
    const lift = Math.cos(PITCH), most = (w - aside * b.scale) / WIDE, room = h - air * b.scale;
    hung = limit((room / most - OVER - UNDER) / lift, ...HIGH);
    const over = OVER + hung * lift;
    view.scale = above ? Math.min(w, h) / 1.62 : Math.min(most, room / (over + UNDER));
    view.middle = [w / 2, above ? h / 2 : h / 2 + (view.scale * (over - UNDER)) / 2 - 6 * b.scale];
    b.clear(w, h);
    pen.lineJoin = "round";
  }
  let seen = { yaw: YAW, pitch: PITCH }; // as the hand has turned it
  let hung = 1; // how high the upper plane hangs
  const keep = () => { seen = { yaw: view.yaw, pitch: view.pitch }; };

  // ---- the fall
  // A fall moves the slider here alone; where it ends is told.
  function fall() {
    const { falls } = part.values, control = slider();
    if (falls !== fell) {
      fell = falls;
      began = STILL.matches ? -1e9 : performance.now();
    } else if (began && folded() !== last) began = 0; // a hand, or Python, has moved it meanwhile
    if (!began || !control) return;
    const t = Math.min(1, (performance.now() - began) / FALL);
    last = t * t * (3 - 2 * t);
    if (t < 1) {
      control.values.value = last;
      control.tell("paint");
      requestAnimationFrame(repaint);
    } else {
      began = 0;
      control.change({ value: 1 });
    }
  }

  // ---- painting
  function paint() {
    if (!part.values.cells || !b.look()) return;
    listen();
    fall();
    aim();
    const { top, floor, points, cut, spots, names, cells, image, torn, selected, above, asks, text } = part.values, { scale } = b;
    const up = spread(top, TOP), down = spread(floor, FLOOR), t = folded(), lead = Math.min(1, LEAD * t);
    const high = (xy) => at(...up(xy), hung), low = (xy) => at(...down(xy), 0);
    put(hint, { hidden: above || view.turned });
    put(area, { "aria-label": `${text} Arrow keys turn it, Home turns it back.` });
    paintLayers();

    const n = cells + 1, corners = /** @type {Place[]} */ ([]), landed = /** @type {Place[]} */ ([]);
    const raw = new Float32Array(image.buffer.slice(image.byteOffset, image.byteOffset + image.byteLength));
    for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) {
      corners.push(up([top[0] + (i / cells) * (top[1] - top[0]), top[2] + (j / cells) * (top[3] - top[2])]));
      landed.push(down([raw[2 * (j * n + i)], raw[2 * (j * n + i) + 1]]));
    }
    const grid = (place, draw) => {
      for (let k = 0; k < n; k += 3) for (const turned of [0, 1]) draw(Array.from({ length: n }, (_, m) => place(turned ? m * n + k : k * n + m)));
    };

    lay(layers[1], floor, low, 1);
    outline(floor, low);
    const ends = cut.map(low);
    if (cut.length) {
      b.stroke(ends, ink.paper, 7 * scale, { alpha: 0.7 });
      b.stroke(ends, ink.ink, 3.2 * scale);
    }
    const net = lead === 1 && !torn;
    if (net) grid((k) => at(...landed[k], 0), (line) => b.stroke(line, ink.ink, 0.9, { alpha: above ? 0.2 : 0.4 }));
    if (!above) threads(corners, landed, n, lead);
    if (t > 0 || above) cellsOf(corners, landed, t, n);
    if (!above) {
      lay(layers[0], top, high, 0.93);
      grid((k) => at(...corners[k], hung), (line) => b.stroke(line, ink.paper, 0.8, { alpha: 0.55 }));
      outline(top, high);
    }

    const ways = points.map(([x, y, h1, h2]) => /** @type {[Place, Place]} */ ([up([x, y]), down([h1, h2])]));
    for (const [from, to] of ways) {
      const way = Array.from({ length: 31 }, (_, k) => between(from, to, (Math.max(lead, above ? 0 : FRINGE) * k) / 30));
      b.stroke(way, fading(way, lead, ink.paper), 5.5 * scale, { alpha: 0.75 });
      b.stroke(way, fading(way, lead, ink.ink), 2.6 * scale, { dash: [0.5, 5.5], cap: "round" });
    }
    const box = { left: 0, top: 0, width: area.offsetWidth, height: area.offsetHeight };
    points.forEach(([, , , , target, wrong], k) => {
      const [from, to] = ways[k], r = (points.length > 40 ? 6 : 10) * scale, now = between(from, to, t);
      const mark = (place, size, off = false) => m.point(place, [0, 0, target, off, 1, false], size, 2, box);
      if (!above) mark(between(from, to, 0), r);
      if (lead === 1 && (!above || t === 1)) mark(between(from, to, 1), r, wrong);
      if ((t > 0 && t < 1) || above) mark(now, above ? r : r * 0.78, above && wrong && t === 1);
      if (selected.includes(k)) m.square(above ? now : between(from, to, 0), r + 8 * scale, scale);
    });
    if (points.length <= 12) points.forEach(([, , , , , , label], k) => {
      const [x, y] = between(...ways[k], above ? t : 0), met = above && t === 1 && spots.some(([h1, h2]) => Math.hypot(low([h1, h2])[0] - x, low([h1, h2])[1] - y) < 14 * scale);
      const off = selected.includes(k) ? 9 * scale : 0; // clear of its square
      if (!met) b.halo(label, x + 14 * scale + off, y - 13 * scale - off, "left", { weight: 600 });
    });
    const taken = spots.flatMap(([h1, h2, words]) => pill(words, low([h1, h2]), lead === 1)); // kept free from the start: no name moves
    if (cut.length) {
      const [x, y] = ends.reduce((one, other) => (one[1] > other[1] === !above ? one : other)); // from above pills lie below
      const [cx, cy] = above ? [x - 12 * scale, y - 15 * scale] : [x + 6 * scale, y + 15 * scale];
      b.halo("the cut", cx, cy, above ? "right" : "left", { weight: 650 });
      taken.push([cx + (above ? -24 : 24) * scale, cy]);
    }
    axes(names, above, t, taken);
    if (asks && t === 0 && !b.gone) {
      const breath = shown();
      if (breath > 0 && breath < 1) repaint();
      ways.forEach(([from, to], k) => { if (!selected.includes(k)) m.cue(between(from, to, 0), null, breath, (box.width < NARROW ? 0.6 : 0.78) * scale); });
      points.forEach(([, , , , target], k) => m.point(between(...ways[k], 0), [0, 0, target, false, 1, false], 10 * scale, 2, box));
      const words = box.width < NARROW ? `${asks.split(" ").slice(0, 2).join(" ")}?` : asks, half = (b.wide(words, 600) + 50 * scale) / 2;
      m.pill(words, 12 * scale, box.height - 22 * scale, 2 * half, 32 * scale, scale); // clear of the floor, where they'll meet
    }
  }

  function paintLayers() {
    const { fields: data, size, crisp } = part.values, four = tones(ink, "map"), key = four.join();
    if (fields === data && painted === key) return;
    fields = data;
    painted = key;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    layers.forEach((layer, k) => paintCells(layer.getContext("2d"), bytes.subarray(k * size * size, (k + 1) * size * size), size, four, crisp, 0, 0, LAYER));
    table = Array.from(colours(...four), (word) => `rgb(${word & 255},${(word >> 8) & 255},${(word >> 16) & 255})`);
  }

  // A field laid into the picture: its lower left corner, and the ways to the right and up.
  function lay(layer, [x0, x1, y0, y1], place, alpha) {
    const [ox, oy] = place([x0, y1]), [rx, ry] = place([x1, y1]), [dx, dy] = place([x0, y0]);
    pen.save();
    pen.globalAlpha = alpha;
    pen.transform((rx - ox) / LAYER, (ry - oy) / LAYER, (dx - ox) / LAYER, (dy - oy) / LAYER, ox, oy);
    pen.drawImage(layer, 0, 0);
    pen.restore();
  }
  function outline([x0, x1, y0, y1], place) {
    const rim = [...RIM, RIM[0]].map(([i, j]) => place([i ? x1 : x0, j ? y1 : y0]));
    b.stroke(rim, ink.line, 1.2);
  }
  // From the sheet's rim to where that lands: fewer than its cells, or they'd hide each other.
  function threads(corners, landed, n, lead) {
    for (let j = 0; j < n; j += HANG) for (let i = 0; i < n; i += HANG) {
      if (i % (n - 1) && j % (n - 1)) continue;
      const k = j * n + i, way = Array.from({ length: 21 }, (_, s) => between(corners[k], landed[k], (Math.max(lead, FRINGE) * s) / 20));
      b.stroke(way, fading(way, lead, ink.ink), 1, { alpha: 0.22 });
    }
  }
  // Before it falls, a thread's colour fades to nothing at its end.
  function fading(/** @type {Place[]} */ way, lead, color) {
    if (lead > FRINGE) return color;
    const fades = pen.createLinearGradient(...way[0], ...way[way.length - 1]);
    fades.addColorStop(0.3, color);
    fades.addColorStop(1, `${color}00`);
    return fades;
  }

  // The sheet's cells, the farthest first; those that the layer has torn are left out.
  function cellsOf(/** @type {Place[]} */ corners, /** @type {Place[]} */ landed, t, n) {
    const { size, torn, cells } = part.values, e = t * t * (3 - 2 * t), places = corners.map((from, k) => between(from, landed[k], t));
    const own = new Uint8Array(fields.buffer, fields.byteOffset, size * size), all = /** @type {any[]} */ ([]);
    const same = (one, other) => landed[one][0] === landed[other][0] && landed[one][1] === landed[other][1];
    for (let j = 0; j < cells; j++) for (let i = 0; i < cells; i++) {
      const k = j * n + i, four = [k, k + 1, k + n + 1, k + n];
      if (torn && t > 0 && !four.every((one) => same(one, k))) continue;
      const [ax, ay] = corners[k], [bx, by] = landed[k], byte = own[Math.floor(((j + 0.5) / cells) * size) * size + Math.floor(((i + 0.5) / cells) * size)];
      all.push([view.away(ax + (bx - ax) * e, ay + (by - ay) * e), four, byte]);
    }
    all.sort((one, other) => other[0] - one[0]);
    pen.globalAlpha = part.values.above ? 0.8 : 0.86;
    pen.lineWidth = 0.8;
    for (const [, four, byte] of all) {
      pen.beginPath();
      four.forEach((k, m) => (m ? pen.lineTo(...places[k]) : pen.moveTo(...places[k])));
      pen.closePath();
      pen.fillStyle = pen.strokeStyle = table[byte];
      pen.fill();
      pen.stroke(); // no gap to its neighbours
      const [k, right, , up] = four, edges = [k % n % 2 ? null : up, Math.floor(k / n) % 2 ? null : right];
      pen.strokeStyle = ink.paper;
      pen.beginPath(); // every second line of its net
      for (const end of edges) {
        if (end === null) continue;
        pen.moveTo(...places[k]);
        pen.lineTo(...places[end]);
      }
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }

  // Ink words beside a place, inside the picture; where they have room, though they aren't shown yet.
  function pill(words, [x, y], shown) {
    const half = (b.wide(words, 650) + 34 * b.scale) / 2, high = 27 * b.scale, height = area.offsetHeight;
    // Below it to the left; where there's no room, above it at the edge: the cut and its name lie in front.
    const room = x - 2 * half - 20 > 0, cx = room ? x - half - 24 * b.scale : half + 6;
    const cy = Math.min(room ? y + 30 * b.scale : y - 34 * b.scale, height - high / 2 - 6);
    if (shown) {
      b.stroke([[x - 8 * b.scale, y + (room ? 8 : -8) * b.scale], [cx + half * 0.7, cy]], ink.ink, 1.4 * b.scale);
      m.pill(words, cx - half, cy, 2 * half, high, b.scale, false);
    }
    return [-0.7, 0.7].map((k) => [cx + half * k, cy]);
  }
  // The axes' names, along the edges that lie in front, where nothing else stands.
  function axes([x1, x2, h1, h2], above, t, taken) {
    const { scale } = b, side = 18 * scale, size = t < 1 && above ? TOP + (FLOOR - TOP) * t : FLOOR;
    const free = (places, more = /** @type {number[][]} */ ([])) => {
      const clear = ([x, y]) => Math.min(...[...taken, ...more].map(([px, py]) => Math.abs(px - x) + 2 * Math.abs(py - y)), 90 * scale);
      return places.reduce((best, place) => (clear(place) > clear(best) ? place : best));
    };
    const write = (words, [x, y], align = /** @type {CanvasTextAlign} */ ("center")) => b.halo(words, x, y, align, { weight: 600, italic: true });
    const under = ([x, y]) => [x, y + side];
    if (above) {
      const [across, up] = t === 0 ? [x1, x2] : t === 1 ? [h1, h2] : [`${x1} \u2192 ${h1}`, `${x2} \u2192 ${h2}`];
      write(across, free([0.4, 0, -0.4].map((s) => under(at(s * size, -size / 2, 0)))));
      const [x, y] = at(-size / 2, size / 2, 0);
      return write(up, [x, y - side * 0.8], "left");
    }
    const [peak] = RIM.map(([i, j]) => at((i - 0.5) * FLOOR, (j - 0.5) * FLOOR, 0)).sort((one, other) => one[1] - other[1]); // of the floor
    const edge = (wide, z, right, along) => {
      const lower = [-0.5, 0.5].map((s) => along.map((r) => under(at(r * wide, s * wide, z)))).sort((one, other) => other[1][1] - one[1][1])[0];
      const sides = [-0.5, 0.5].map((s) => at(s * wide, 0, z)).sort((one, other) => (other[0] - one[0]) * right);
      return [free(lower, z ? [peak] : []), [sides[0][0] + right * side * 1.2, sides[0][1] + side * 0.3]];
    };
    const [h, over] = [edge(FLOOR, 0, 1, [0.36, 0, -0.36]), edge(TOP, hung, -1, [0.36, 0, -0.2])]; // at its left end x₁ would meet x₂
    write(h1, h[0]);
    write(h2, h[1]);
    write(x1, over[0]);
    write(x2, over[1]);
  }

  // ---- hands and keys
  const near = ([px, py], type) => {
    const { points, top, floor, above } = part.values, up = spread(top, TOP), down = spread(floor, FLOOR), t = folded();
    const there = above ? [t] : LEAD * t >= 1 ? [0, t, 1] : [0, t];
    const places = points.flatMap(([x, y, h1, h2], index) => there.map((t) => ({ index, xy: between(up([x, y]), down([h1, h2]), t) })));
    const far = ({ xy: [x, y] }) => Math.hypot(x - px, y - py), best = places.sort((one, other) => far(one) - far(other))[0];
    return best && far(best) <= (REACH[type] ?? 16) ? best.index : -1;
  };
  const turned = () => {
    keep();
    repaint();
  };
  hands(area, canvas, signal, {
    pick: (place, event) => {
      view.hold();
      return { held: true, index: near(place, event.pointerType), cursor: "grabbing" };
    },
    drag(phase, by) {
      if (part.values.above) return;
      view.drag(phase === "cancel" ? [0, 0] : by);
      turned();
    },
    tap: ({ index }) => { if (index >= 0) part.send({ type: "point", index }); },
    hover: (place, event) => (place && near(place, event.pointerType) >= 0 ? "pointer" : part.values.above ? "" : "grab"),
  });
  area.addEventListener("keydown", (event) => {
    const asked = way(event);
    if (!asked || part.values.above) return;
    if (asked.end) view.again();
    else view.turn(asked.dx, asked.dy);
    turned();
  }, { signal });

  // The slider's every move is painted at once: where a thing is in its fall needs no answer.
  /** @type {any} */
  let heard = null;
  function listen() {
    const control = slider();
    if (!control || heard === control) return;
    heard = control;
    const ear = { paint: repaint, words() {}, idle() {} };
    control.views.add(ear);
    signal.addEventListener("abort", () => control.views.delete(ear));
  }
  return { paint };
};
