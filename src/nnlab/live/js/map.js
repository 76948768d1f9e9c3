// The plane as a map of several classes, or of numbers. A reader may set points, carry them, turn them into
// another class and take them away: each is told to Python, which says what there is then.

import { put, tag, unique } from "./dom.js";
import { between, colours, rgb, tones, word } from "./field.js";
import plane from "./plane.js";
import { SLOP, way } from "./pointer.js";

const FULL = 0.45; // how strong a class is drawn where it's sure: as pictures/map.py has it
const LARGER = 1.15; // than a class's disc is a number's, so that its colour is seen
const NEAR = { mouse: 9, pen: 12 }; // px from a point, farther off is a place of its own; a finger's reach is as elsewhere
const STEP = 0.02, BIG = 0.2; // of the picture: how far a key carries a point
const HELP = "On a point: arrow keys carry it, Page Up and Page Down go to another, Enter changes its class, Delete takes it away. On a place: arrow keys move it, Enter sets a point there.";

/** @import { MapValues, Place, Point, View } from "./types" */

const bytes = (/** @type {DataView} */ { buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);
const css = (/** @type {number} */ word) => `rgb(${word & 255} ${(word >> 8) & 255} ${(word >> 16) & 255})`;

export default (/** @type {View<MapValues>} */ v) => {
  const { part, root, signal, repaint } = v;
  const cells = document.createElement("canvas"), help = tag("div", { class: "nnlab-unseen", id: unique() });
  let painted = /** @type {any[]} */ ([]); // what the canvas of the mosaic shows
  let hot = -1, grabbed = false; // the point under a hand; whether a finger has one
  /** @type {any} */
  let hand = null; // {index, place, free}: the point that is carried, till Python has answered

  function under({ pen, ink }, at) {
    const { mosaic, strength, size: n, bounds: [x0, x1, y0, y1] } = part.values;
    if (!mosaic.byteLength) return;
    const now = [mosaic, strength, ink.paper, ink["class-0"]];
    if (now.some((each, k) => each !== painted[k])) {
      painted = now;
      cells.width = cells.height = n;
      const image = new ImageData(n, n), pixels = new Uint32Array(image.data.buffer), sure = bytes(strength), paper = rgb(ink.paper);
      const hues = Array.from({ length: 8 }, (_, k) => Uint32Array.from({ length: 256 }, (_, byte) => between(paper, rgb(ink[`class-${k}`]), (FULL * byte) / 255)));
      bytes(mosaic).forEach((winner, k) => { pixels[(n - 1 - Math.floor(k / n)) * n + (k % n)] = hues[winner % 8][sure[k]]; });
      /** @type {CanvasRenderingContext2D} */ (cells.getContext("2d")).putImageData(image, 0, 0);
    }
    const [left, top] = at([x0, y1]), [right, low] = at([x1, y0]);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(cells, left, top, right - left, low - top);
  }

  // A number's point is filled as the field is where it says that; its rim is faint where it's kept back.
  function marks(own, b) {
    let table = new Uint32Array(), key = "";
    return {
      ...own,
      point(/** @type {Place} */ [x, y], /** @type {Point} */ point, r, ...more) {
        const tone = point[6], { ink, pen } = b, four = tones(ink);
        if (tone === undefined) return own.point([x, y], point, r, ...more);
        if (key !== four.join()) table = colours(...four);
        key = four.join();
        const disc = () => pen.arc(x, y, LARGER * r, 0, 7);
        b.fill(css(table[tone]), disc, ink.paper, 4);
        b.outline(disc, point[5] ? ink.line : ink.ink, 1.5);
      },
    };
  }
  function over({ ink, pen, outline, scale }, at) {
    const point = part.values.points[hot];
    if (point) outline(() => pen.arc(...at(point), 11 * scale, 0, 7), ink.ink, 1.6 * scale);
  }

  // ---- hands and keys
  function acts(own, { back, clamp, items, under, view, visible, walk }) {
    const send = (/** @type {{ type: string, [name: string]: unknown }} */ event, kind = "event") => part.send(event, kind);
    // As many decimals as a pixel needs.
    const rounded = (/** @type {number[]} */ place) => {
      const [x0, x1, y0, y1] = view();
      return place.map((value, k) => Number(value.toFixed(Math.max(0, 3 - Math.floor(Math.log10(k ? y1 - y0 : x1 - x0))))));
    };
    const carry = (index, place, phase, free) => {
      const [x, y] = rounded(place);
      hand = { index, place: [x, y], free };
      send({ type: "carry", index, x, y, phase }, phase === "move" ? "drag" : "event");
      repaint();
    };
    const add = (place) => {
      const [x, y] = rounded(clamp(place));
      send({ type: "add", x, y });
    };
    const near = (item, [x, y], event) => (item?.kind === "point" && Math.hypot(item.xy[0] - x, item.xy[1] - y) > (NEAR[event.pointerType] ?? Infinity) ? undefined : item);
    const glow = (index) => {
      if (hot === index) return;
      hot = index;
      repaint();
    };
    root.addEventListener("keydown", (event) => {
      const item = part.values.edits && items.get(event.target), there = part.values.points[item?.index];
      if (item?.kind !== "point" || !there || event.key.startsWith("Page")) return;
      if (event.key === "Delete" || event.key === "Backspace") {
        event.preventDefault();
        event.stopPropagation();
        return send({ type: "remove", index: item.index });
      }
      if (event.key === "Home" || event.key === "End") return;
      const asked = way(event), [x0, x1, y0, y1] = view(), step = asked?.big ? BIG : STEP;
      if (asked) carry(item.index, clamp([there[0] + asked.dx * step * (x1 - x0), there[1] + asked.dy * step * (y1 - y0)]), "end", true);
    }, { signal, capture: true });
    // A finger on a point carries it; elsewhere it scrolls the page.
    root.addEventListener("touchstart", (event) => { if (grabbed) event.preventDefault(); }, { signal, passive: false });
    function tap(item, at, event) {
      if (!part.values.edits || item?.kind === "handle") return own.tap(item, at, event);
      if (!item) return add(back(at));
      walk(item.index);
      send({ type: "turn", index: item.index });
    }
    return {
      tap,
      pick(at, event) {
        const item = own.pick(at, event), point = part.values.edits && near(item, at, event);
        grabbed = point?.kind === "point";
        if (!part.values.edits || item?.kind !== "point") return item;
        if (point) walk(point.index); // so that Escape is heard
        return point && { ...point, held: true, from: part.values.points[point.index].slice(0, 2), far: false, told: false };
      },
      drag(phase, [dx, dy], what, id) {
        if (what.kind !== "point") return own.drag(phase, [dx, dy], what, id);
        const { index, from, xy, told } = what, place = back([xy[0] + dx, xy[1] + dy]);
        what.far ||= Math.hypot(dx, dy) > SLOP;
        glow(what.far && (phase === "start" || phase === "move") ? index : -1);
        if (!what.far) return phase === "end" && tap(what, xy);
        if (phase === "cancel") return carry(index, from, phase, true);
        what.told ||= visible(place);
        if (visible(place)) return carry(index, place, phase === "move" && !told ? "start" : phase, phase === "end");
        hand = phase === "end" ? null : { index, place, free: false }; // out of sight
        if (phase === "end") send({ type: "remove", index });
        repaint();
      },
      hover(at, event) {
        const cursor = own.hover(at, event), item = at && part.values.edits && near(under(at, event.pointerType), at, event);
        glow(item?.kind === "point" ? item.index : -1);
        return part.values.edits && at && item?.kind !== "handle" ? (item ? "grab" : "copy") : cursor;
      },
      keyed(element) {
        const item = items.get(element);
        if (!part.values.edits) return own.keyed(element);
        if (item?.kind === "point") send({ type: "turn", index: item.index });
        if (item?.kind === "place") add(back(item.xy));
      },
    };
  }

  const it = plane({ ...v, under, marks, over, acts });
  root.append(help);
  root.querySelector(".nnlab-frame")?.setAttribute("aria-describedby", help.id);
  return {
    ...it,
    paint() {
      const { points, edits } = part.values, focused = root.contains(document.activeElement);
      put(help, { text: edits ? HELP : "" });
      if (hand && points[hand.index]) part.values.points = points.with(hand.index, /** @type {Point} */ ([...hand.place, ...points[hand.index].slice(2)]));
      it.paint();
      // What had the focus has gone with its point.
      if (focused && !root.contains(document.activeElement)) /** @type {HTMLElement | null} */ (root.querySelector(".nnlab-point") ?? root.querySelector(".nnlab-place"))?.focus({ preventScroll: true });
    },
    idle() {
      it.idle();
      if (!hand?.free) return;
      hand = null;
      repaint();
    },
  };
};
