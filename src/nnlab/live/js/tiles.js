// Many small planes: they flicker while they train, fall into a bin as they come to rest, and one of
// them opens in place. Where a tile is on its way is painted here; all else is Python's.

import { brush } from "./brush.js";
import { put, tag } from "./dom.js";
import { limit } from "./geometry.js";
import { colours, fieldPainter, tones } from "./field.js";
import { neighbour, openedPlace, places, ties } from "./piles.js";
import { GRIP, marks } from "./planemarks.js";
import { hands, way } from "./pointer.js";
import { STILL } from "./still.js";

const FALL = STILL ? 0 : 350, OPEN = STILL ? 0 : 160; // ms
const SHARE = 0.92; // of its room that a tile has

/** @import { Place, Spot, TilesValues, View } from "./types" */

const share = (since, ms) => (ms ? Math.min(1, (performance.now() - since) / ms) : 1);
const ease = (t) => t * t * (3 - 2 * t);

export default (/** @type {View<TilesValues>} */ v) => {
  const { root, el, part, signal, repaint } = v;
  el.classList.add("nnlab-tiles");
  const canvas = tag("canvas", { "aria-hidden": "true" }), spot = tag("button", { class: "nnlab-spot", type: "button" });
  const grip = tag("span", { class: "nnlab-grip", "aria-hidden": "true" }); // for fingers: keys have a slider
  const frame = tag("div", { class: "nnlab-frame", role: "group" }, canvas, grip, spot);
  root.append(frame);
  const b = brush(canvas, root, signal, repaint), { pen, ink } = b, draw = marks(b);
  const atlas = document.createElement("canvas"), paintLarge = fieldPainter();
  const large = document.createElement("canvas"), mould = document.createElement("canvas");
  let size = "", unit = 1, wide = 0, high = 0;
  let plan = /** @type {ReturnType<typeof places>} */ ({ tiles: [], said: [], slot: [0, 1, 1], bins: [], base: 0 });
  let moves = /** @type {{from: Spot, to: Spot, since: number}[]} */ ([]); // of each tile
  let origin = /** @type {Spot} */ ([0, 0, 0]), drawn = origin; // the open tile, where it grows from and where it is
  let hovered = -1, walker = 0, touched = false, openedSince = 0, open = -1;
  /** @type {any} */
  let fresh = null;
  let maps = new Uint8Array(), inks = "";

  // Where a tile is now: on its way from one place to the next, faster as it falls.
  /** @returns {Spot} */
  function now(/** @type {number} */ i) {
    const { from, to, since } = moves[i], t = share(since, FALL);
    if (t >= 1) return to;
    const down = to[1] > from[1] ? t * t : ease(t), mix = (k, by) => from[k] + (to[k] - from[k]) * by;
    return [mix(0, ease(t)), mix(1, down), mix(2, ease(t))];
  }

  // The maps as pixels, a tile a square; only what has changed is painted anew.
  function develop() {
    const { n, cells, which, fresh: data } = part.values, area = cells * cells, per = Math.ceil(Math.sqrt(n));
    const four = tones(ink, "map"), key = [n, cells, ...four].join();
    let todo = which;
    if (data !== fresh) {
      if (maps.length !== n * area) maps = new Uint8Array(n * area);
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      which.forEach((i, k) => maps.set(bytes.subarray(k * area, (k + 1) * area), i * area));
      fresh = data;
    } else todo = [];
    if (key !== inks) {
      inks = key;
      atlas.width = atlas.height = per * cells;
      todo = Array.from({ length: n }, (_, i) => i);
    }
    if (!todo.length) return per;
    const table = colours(...four), image = new ImageData(cells, cells), pixels = new Uint32Array(image.data.buffer);
    const under = /** @type {CanvasRenderingContext2D} */ (atlas.getContext("2d"));
    for (const i of todo) {
      for (let k = 0; k < area; k++) pixels[(cells - 1 - Math.floor(k / cells)) * cells + k % cells] = table[maps[i * area + k]];
      under.putImageData(image, i % per * cells, Math.floor(i / per) * cells);
    }
    return per;
  }

  // Tiles are square; their round corners and edge are laid over them.
  let cast = "";
  function corners(side) {
    const px = Math.max(1, Math.round(side * b.dpr)), key = [px, ink.paper, ink.line].join();
    if (key === cast) return mould;
    cast = key;
    mould.width = mould.height = px;
    const over = /** @type {CanvasRenderingContext2D} */ (mould.getContext("2d"));
    over.fillStyle = ink.paper;
    over.beginPath();
    over.rect(0, 0, px, px);
    over.roundRect(0, 0, px, px, 0.18 * px);
    over.fill("evenodd");
    over.strokeStyle = ink.line;
    over.lineWidth = 0.8 * b.dpr;
    over.beginPath();
    over.roundRect(0.4 * b.dpr, 0.4 * b.dpr, px - 0.8 * b.dpr, px - 0.8 * b.dpr, 0.18 * px);
    over.stroke();
    return mould;
  }

  function arrange() {
    const { n, selected } = part.values, key = [wide, high, unit, n].join();
    plan = places(wide, high, unit, part.values);
    const jump = key !== size || STILL;
    size = key;
    if (moves.length !== n) walker = Math.max(0, selected);
    moves = plan.tiles.map((to, i) => {
      const known = moves[i];
      if (jump || !known) return { from: to, to, since: 0 };
      return known.to.every((value, k) => Math.abs(value - to[k]) < 0.01) ? known : { from: now(i), to, since: performance.now() };
    });
  }

  function paint() {
    if (!b.look()) return;
    wide = b.room;
    high = b.high || Math.round(0.84 * wide);
    unit = Math.min(b.em / 16, wide / 440);
    arrange();
    const { n, cells, selected, opened, caption } = part.values, per = develop(), faded = opened.whole ? 0 : 1;
    b.clear(wide, high);
    b.size = Math.max(13, 14 * unit);
    if (!opened.whole) b.text(caption, Math.min(20 * unit, 0.04 * wide), 24 * unit, "left", { most: wide - 20 });
    for (const part of opened.whole ? [paintGrip] : [paintFoot, paintSaid, paintGrip]) part();
    pen.imageSmoothingQuality = "high";
    let moving = false;
    pen.globalAlpha = faded;
    const order = moves.map((_, i) => i).sort((i, j) => moves[i].since - moves[j].since); // what falls lies over what rests
    for (const i of order) {
      const [x, y, room] = now(i), side = b.snap(SHARE * room), px = b.snap(x), py = b.snap(y);
      moving ||= moves[i].since > 0 && share(moves[i].since, FALL) < 1;
      pen.drawImage(atlas, i % per * cells, Math.floor(i / per) * cells, cells, cells, px, py, side, side);
      pen.drawImage(corners(side), px, py, side, side);
    }
    pen.globalAlpha = 1;
    if (hovered >= 0 && hovered < n) ring(now(hovered), 4, 8, ink.glow);
    if (selected >= 0 && selected < n) {
      if (!opened.whole && n > 1) { // a single one is covered by itself, opened
        ring(now(selected), 2, 5, ink.paper);
        ring(now(selected), 2, 2.5, ink.ink);
      }
      if (opened.bounds) moving = paintOpened(now(selected)) || moving;
    }
    if (!opened.bounds) open = -1;
    if (moving) repaint();
    tell();
  }

  // A frame `out` px outside a tile.
  function ring(/** @type {Spot} */ [x, y, room], out, width, color) {
    const side = SHARE * room, far = side + 2 * out;
    b.outline(() => pen.roundRect(x - out, y - out, far, far, 0.18 * side + out), color, width * Math.max(1, unit));
  }

  // The pile that was guessed, before it is there: a place for each tile.
  function paintSaid() {
    const slots = () => { for (const [x, y, room] of plan.said) pen.roundRect(x, y, SHARE * room, SHARE * room, 0.18 * room); };
    b.fill(ink.paper, slots, ink.line, 1.6);
  }
  // Its front is held half way up, where nothing else lies.
  const front = () => plan.slot[0] + (plan.said.length / plan.slot[2]) * plan.slot[1];
  function paintGrip() {
    const x = Math.max(front(), plan.slot[0]), y = plan.base - (plan.slot[1] * plan.slot[2]) / 2;
    put(grip, { hidden: !holdable(), left: x - 22, top: y - 22, width: 44, height: 44 });
    if (!holdable()) return;
    const asks = !touched && !b.gone, beside = x + 30 * unit, room = plan.bins[0][1] - beside - 4, half = b.wide("drag", 600) + 22 * unit; // off the pile
    const wide = half + 26 * unit <= room ? half + 26 * unit : half;
    if (asks) draw.cue([x, y], null, 1, 0.75 * unit);
    draw.handle([x, y], ink.ink, [0, 1], unit);
    if (asks && wide <= room) draw.pill("drag", beside, y, wide, 30 * unit, unit, wide > half && undefined);
  }
  // A hand piles up what it guesses, till it's drawn.
  const holdable = () => part.values.asked && !part.values.opened.whole && plan.said.length > 0;
  const inPile = ([x, y]) => holdable() && x > plan.bins[0][0] - 8 && x < plan.bins[0][1] + 8 && y < plan.base + 8 && y > plan.base - plan.slot[1] * (plan.slot[2] + 1);
  function guess(x, phase, back = false) {
    const [left, side, rows] = plan.slot;
    touched = true;
    part.send({ type: "guess", value: back || limit(Math.round(((x - left) / side) * rows), 1, part.values.n) }, phase === "move" ? "drag" : "event");
  }

  // Under each bin its count and its name.
  function paintFoot() {
    const { bins, notes, asked, air, said } = part.values, { base } = plan;
    const words = (text, x, y, size, weight, color = ink.ink) => {
      b.size = size;
      b.text(text, x, y, "center", { weight, color });
    };
    bins.forEach(([name, inside], k) => {
      const [left, right] = plan.bins[k], note = notes[k] ?? "";
      const edge = 4 * unit, x = (left + right) / 2;
      pen.lineCap = "round";
      if (air && bins.length > 1) { // open above, as long as tiles may fall into it
        const top = base - (1 - air) * (base - 40 * unit);
        if (asked) b.fill(ink.tint, () => pen.rect(left - edge, top, right - left + 2 * edge, base - top));
        for (const side of [left - edge, right + edge]) b.stroke([[side, top], [side, base]], ink.line, 1.5 * unit);
      }
      b.stroke([[left - edge, base + 3 * unit], [right + edge, base + 3 * unit]], ink.ink, 2.5 * unit);
      if (asked && (k || !said)) words("?", x, bins.length > 1 ? base - (1 - air) * (base - 40 * unit) / 2 : base + 25 * unit, 44 * unit, 700, ink.soft);
      if (!asked) words(String(inside.length), x, base + 25 * unit, 26 * unit, 700);
      words(name, x, base + (asked && bins.length > 1 ? 25 : 48) * unit, Math.max(13, 14.5 * unit), 600);
      words(note, x, base + (asked && bins.length > 1 ? 46 : 67) * unit, Math.max(12.5, 13.5 * unit), 400, ink.soft);
    });
  }

  // A tile grows in place, tied to where it lies; whether it still grows.
  function paintOpened(/** @type {Spot} */ spotAt) {
    const { selected, opened } = part.values;
    const key = opened.whole ? -2 : selected, rest = /** @type {Spot} */ ([spotAt[0], spotAt[1], SHARE * spotAt[2]]);
    if (open !== key) {
      openedSince = open === -1 || key === -2 || open === -2 ? performance.now() : 0;
      origin = open === -1 ? rest : drawn;
      open = key;
    }
    const t = ease(share(openedSince, OPEN)), aim = openedPlace(wide, high, unit, plan.tiles[selected], opened.whole);
    const [x, y, side] = drawn = /** @type {Spot} */ (aim.map((value, k) => origin[k] + t * (value - origin[k])));
    const tied = () => { for (const [px, py] of ties(spotAt, [x, y, side], 12 * unit * t)) pen.lineTo(px, py); pen.closePath(); };
    pen.globalAlpha = 0.6;
    b.fill(ink.paper, tied);
    b.outline(tied, ink.ink, 1, { alpha: 0.35 });
    const radius = 14 * unit, zoom = Math.min(1.8, side / (176 * unit)) * unit, card = () => pen.roundRect(x, y, side, side, radius);
    pen.save();
    Object.assign(pen, { shadowColor: "rgba(0, 0, 0, 0.22)", shadowBlur: 18 * b.dpr, shadowOffsetY: 5 * b.dpr });
    b.fill(ink.paper, card);
    pen.restore();
    const px = Math.min(400, Math.round(side * b.dpr)), { field, size: cells, bounds: [x0, x1, y0, y1], points } = opened;
    if (large.width !== px) large.width = large.height = px;
    const under = /** @type {CanvasRenderingContext2D} */ (large.getContext("2d"));
    paintLarge(under, new Uint8Array(field.buffer, field.byteOffset, field.byteLength), cells, tones(ink), false, 0, 0, px);
    b.within(x, y, side, side, () => pen.drawImage(large, x, y, side, side), radius);
    b.outline(card, ink.ink, 2.5 * Math.max(1, unit));
    if (t < 1) return true;
    if (opened.whole) { // its corners' numbers, and what the axes are
      b.size = Math.max(13, 14 * unit);
      const across = (v) => x + (v - x0) / (x1 - x0) * side, along = (v) => y + (y1 - v) / (y1 - y0) * side;
      for (const v of [0, 1]) {
        b.text(String(v), across(v), y + side + 16 * unit, "center");
        b.text(String(v), x - 8 * unit, along(v), "right");
      }
      b.text("x₁", x + 0.94 * side, y + side + 16 * unit, "center");
      b.text("x₂", x - 8 * unit, y + 0.06 * side, "right");
    }
    const r = (points.length > 12 ? 4 : 9) * zoom;
    b.size = Math.max(12.5, 13.5 * zoom);
    for (const [ax, ay, target, wrong, says] of points) {
      const aside = ax > (x0 + x1) / 2 && ay > (y0 + y1) / 2; // there a cross would close the tile: it stands to the left
      const place = { left: 0, top: -Infinity, width: aside ? 0 : Infinity, height: Infinity };
      const xy = /** @type {Place} */ ([x + (ax - x0) / (x1 - x0) * side, y + (y1 - ay) / (y1 - y0) * side]);
      draw.point(xy, [ax, ay, target, wrong, 1, false], r, 2, place, false, true);
      if (says) b.halo(says, xy[0], xy[1] + r + 16 * zoom, "center", { weight: 600 });
    }
    return false;
  }

  // ---- hands and keys
  const under = ([px, py]) => plan.tiles.findIndex(([x, y, room]) => px >= x && px < x + room && py >= y && py < y + room);
  const inOpened = ([px, py]) => {
    if (!part.values.opened.bounds) return false;
    const [x, y, side] = drawn;
    return px >= x && px < x + side && py >= y && py < y + side;
  };
  const choose = (index) => part.send({ type: "tile", index });
  const shut = () => part.send({ type: "shut" });

  // What can't be seen: the tile that arrow keys stand on.
  function tell() {
    const { text, names, n } = part.values;
    put(frame, { "aria-label": text });
    walker = Math.min(walker, n - 1);
    if (walker < 0) return;
    const [x, y, room] = plan.tiles[walker], side = SHARE * room;
    put(spot, { left: x, top: y, width: side, height: side, "aria-label": names[walker] ?? `tile ${walker}` });
  }

  hands(frame, canvas, signal, {
    pick(at, { target, pointerType }) {
      const pile = !inOpened(at) && (target === grip || (pointerType !== "touch" && inPile(at)));
      if (pile) spot.focus({ preventScroll: true }); // so that it hears Escape
      return pile ? { held: true, from: at[0], edge: front(), said: part.values.said } : inOpened(at) ? -2 : under(at);
    },
    drag(phase, [dx], { edge, said }) { guess(edge + dx, phase, phase === "cancel" && said); },
    tap(index) {
      if (index.from) return guess(index.from, "end");
      if (index === -2 || part.values.opened.whole) return;
      if (index < 0) return void (part.values.opened.bounds && shut());
      walker = index;
      choose(index);
    },
    hover(at) {
      const over = at && !part.values.opened.whole && !inOpened(at) ? under(at) : -1;
      if (over !== hovered) { hovered = over; repaint(); }
      return over >= 0 ? "pointer" : at && inPile(at) && !inOpened(at) ? "grab" : "";
    },
    keyed(element) { if (element === spot) choose(walker); },
  });
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && part.values.opened.bounds && !part.values.opened.whole) {
      event.stopPropagation();
      return shut();
    }
    const asked = event.target === spot && !part.values.opened.whole && way(event);
    if (!asked) return;
    const { dx, dy, end } = asked, n = plan.tiles.length;
    walker = end ? (end < 0 ? 0 : n - 1) : neighbour(plan.tiles, walker, dx, -dy);
    if (part.values.opened.bounds) choose(walker); // it goes on with the keys
    tell();
    spot.blur(); // so that a screen reader says where it is now
    spot.focus();
  }, { signal });
  return { paint, words: tell };
};
