// Paper under a pen. The hand's own stroke is painted at once; what the network sees of it only Python says.

import { brush } from "./brush.js";
import { put, tag } from "./dom.js";
import { marks } from "./planemarks.js";
import { hands, way } from "./pointer.js";
import { strokesLayer } from "./strokes.js";

const DARKEST = 0.8, THIN = 0.25, GREY = 0.36; // of a stroke, over numbers, and of a square full of ink under it
const NEAR = 0.008; // of the paper: a hand's places nearer than this to the last add nothing
const STEP = 1 / 32, BIG = 1 / 8; // how far a key moves the pen
const PEN = "M4 16l1-4L13.5 3.5l3 3L8 15z";

/** @import { PadValues, View } from "./types" */

export default (/** @type {View<PadValues>} */ { part, root, el, signal, repaint }) => {
  el.classList.add("nnlab-paper");
  const canvas = tag("canvas", { "aria-hidden": "true" });
  const spot = tag("button", { type: "button", class: "nnlab-spot", role: "slider" });
  const parts = tag("div", { class: "nnlab-parts nnlab-pad" }, spot);
  root.append(canvas, parts);
  const b = brush(canvas, root, signal, repaint), { ink, pen } = b, draw = marks(b);
  const layer = strokesLayer(), sheet = document.createElement("canvas"), on = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  const box = { left: 0, top: 0, side: 0 };
  /** @type {any} */
  let stroke = null; // {id, points, rub, free}: of the hand, till Python has answered
  /** @type {any} */
  let held = null; // the stroke of a pen that a key has put down
  const tip = [0.5, 0.5]; // where the keyboard's pen is
  let keyed = false, touched = false;

  const bytes = (/** @type {DataView} */ { buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);

  function paint() {
    if (!b.look()) return;
    const { cells, looks, frame: [fx, fy, fw, fh], cue, rubbing, rubber } = part.values, { scale } = b, values = bytes(cells), n = Math.sqrt(values.length);
    const numbers = Array.from(bytes(looks), (byte) => (byte - 128) / 127);
    const width = b.room, tall = Math.max(root.clientHeight || width, 60), side = Math.min(width, tall);
    Object.assign(box, { side, left: (width - side) / 2, top: (tall - side) / 2 });
    b.clear(width, tall);
    pen.fillStyle = ink.tint;
    pen.fillRect(0, 0, width, tall); // the desk, where it isn't square
    const px = (x) => box.left + x * side, py = (y) => box.top + y * side;
    b.within(box.left, box.top, side, side, () => {
      pen.fillStyle = ink.paper;
      pen.fillRect(box.left, box.top, side, side);
      const [wide, high] = [(fw * side) / n, (fh * side) / n];
      if (!gives()) for (let k = 0; k < n * n; k++) {
        pen.fillStyle = !numbers.length ? ink.ink : numbers[k] < 0 ? ink.negative : ink.positive;
        pen.globalAlpha = numbers.length ? Math.abs(numbers[k]) : (GREY * values[k]) / 255;
        pen.fillRect(px(fx) + (k % n) * wide - 0.2, py(fy) + Math.floor(k / n) * high - 0.2, wide + 0.4, high + 0.4);
      }
      pen.globalAlpha = 1;
      for (let k = 0; k <= n; k++) {
        const x = b.crisp(px(fx) + k * wide), y = b.crisp(py(fy) + k * high), color = k % n ? ink.faint : ink.line;
        b.stroke([[x, py(fy)], [x, py(fy + fh)]], color, 1);
        b.stroke([[px(fx), y], [px(fx + fw), y]], color, 1);
      }
      pen.globalAlpha = numbers.length ? THIN : DARKEST;
      pen.drawImage(inked(side), box.left, box.top, side, side);
      pen.globalAlpha = 1;
      if (keyed || held) paintTip(px(tip[0]), py(tip[1]), rubbing ? rubber * side : 7 * scale);
    });
    if (cue && !touched) {
      const half = [b.wide(cue, 600) / 2 + 25 * scale, 1.05 * b.size];
      draw.pill(cue, box.left + side - 2 * half[0] - 12 * scale, box.top + side - half[1] - 12 * scale, 2 * half[0], 2 * half[1], scale, PEN);
    }
    put(parts, { left: box.left, top: box.top, width: side, height: side });
    tell();
  }
  const gives = () => stroke && !stroke.rub && part.values.fresh;
  // All ink, in one tone: the ground, strokes, and what the hand adds or rubs out.
  function inked(/** @type {number} */ side) {
    const { strokes, ground, wide, rubber } = part.values, size = Math.round(side * b.dpr);
    if (sheet.width !== size) sheet.width = sheet.height = size;
    on.clearRect(0, 0, size, size);
    if (!gives()) {
      if (ground.byteLength) on.drawImage(layer(Array.from(bytes(ground), (byte) => byte / 255), Math.sqrt(ground.byteLength), ink.ink), 0, 0, size, size);
      for (const points of strokes) line(points, wide * size);
    }
    if (!stroke) return sheet;
    on.globalCompositeOperation = stroke.rub ? "destination-out" : "source-over";
    line(stroke.points, (stroke.rub ? 2 * rubber : wide) * size);
    on.globalCompositeOperation = "source-over";
    return sheet;
  }
  // Smooth: through the middles between a hand's places.
  function line(points, width) {
    if (!points.length) return;
    const size = sheet.width, [[x0, y0]] = points;
    Object.assign(on, { strokeStyle: ink.ink, lineWidth: width, lineCap: "round", lineJoin: "round" });
    on.beginPath();
    on.moveTo(x0 * size, y0 * size);
    points.forEach(([x, y], k) => {
      const [nx, ny] = points[k + 1] ?? [x, y];
      on.quadraticCurveTo(x * size, y * size, ((x + nx) / 2) * size, ((y + ny) / 2) * size);
    });
    on.stroke();
  }
  function paintTip(x, y, radius) {
    b.fill(held ? ink.ink : "transparent", () => pen.arc(x, y, radius, 0, 7));
    for (const [color, width] of [[ink.paper, 5], [ink.ink, 2.5]]) b.outline(() => pen.arc(x, y, radius + 3, 0, 7), color, width);
  }
  function tell() {
    const { text, rubbing } = part.values, [x, y] = tip.map((v) => Math.round(v * 100)), tool = rubbing ? "rubber" : "pen";
    put(spot, {
      "aria-label": `${text || "A pad"} Arrow keys move the ${tool}, Space puts it down and up`, "aria-valuetext": `${tool} ${held ? "down" : "up"}, ${x} % across, ${y} % down`,
      "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": x, left: tip[0] * box.side, top: tip[1] * box.side,
    });
  }

  const rounded = (/** @type {number} */ v) => Math.round(v * 1000) / 1000;
  const placeAt = ([x, y]) => [(x - box.left) / box.side, (y - box.top) / box.side].map((v) => rounded(Math.min(Math.max(v, 0), 1)));
  function add(one, place) {
    const last = one.points.at(-1);
    if (!last || Math.hypot(place[0] - last[0], place[1] - last[1]) >= NEAR) one.points.push(place);
  }
  function report(one, phase) {
    stroke = one;
    touched = true;
    one.free = phase === "end" || phase === "cancel";
    part.send({ type: "draw", id: one.id, points: [...one.points], rub: one.rub, phase }, phase === "move" ? "drag" : "event");
    if (phase === "cancel") one.points = [];
    repaint();
  }
  // A pencil with its tip there, or as much as the rubber takes.
  function cursor() {
    const r = Math.min(part.values.rubber * box.side, 60), size = part.values.rubbing ? 2 * r + 4 : 28, at = part.values.rubbing ? [r + 2, r + 2] : [4, 23];
    const shape = part.values.rubbing ? `<circle cx='${r + 2}' cy='${r + 2}' r='${r}'/>` : `<path transform='scale(1.4)' d='${PEN}'/>`;
    const image = `<svg xmlns='http://www.w3.org/2000/svg' width='${size}' height='${size}' fill='${part.values.rubbing ? "none" : ink.paper}' stroke='${ink.ink}' stroke-width='1.5' stroke-linejoin='round'>${shape}</svg>`;
    return `url("data:image/svg+xml,${encodeURIComponent(image).replace(/'/g, "%27")}") ${at.map(Math.round).join(" ")}, crosshair`;
  }
  const begun = (place) => ({ id: `${Date.now()}-${Math.random()}`, points: [place], rub: part.values.rubbing, free: false });
  hands(parts, canvas, signal, {
    pick(at) {
      lift();
      spot.focus({ preventScroll: true, focusVisible: false });
      keyed = false;
      return { held: true, cursor: cursor(), at, one: begun(placeAt(at)) };
    },
    drag(phase, [dx, dy], { at: [x, y], one }) {
      if (phase !== "cancel") add(one, placeAt([x + dx, y + dy]));
      tip.splice(0, 2, ...(one.points.at(-1) ?? tip));
      report(one, phase);
    },
    tap: ({ one }) => report(one, "end"),
    hover: cursor,
  });
  function lift() {
    if (held) report(held, "end");
    held = null;
  }
  spot.addEventListener("keydown", (event) => {
    if (b.gone) return;
    const asked = way(event);
    if (asked) {
      const { dx, dy, big, end } = asked, step = big ? BIG : STEP, limit = (v) => Math.min(Math.max(v, 0), 1);
      tip.splice(0, 2, end ? (end < 0 ? 0 : 1) : limit(tip[0] + dx * step), limit(tip[1] - dy * step));
      if (held) {
        add(held, tip.map(rounded));
        report(held, "move");
      }
    } else if (event.key === " " || event.key === "Enter") {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      if (held) lift();
      else report((held = begun(tip.map(rounded))), "start");
    } else if (event.key === "Escape" && held) {
      report(held, "cancel");
      held = null;
    } else return;
    event.preventDefault();
    event.stopPropagation();
    keyed = true;
    repaint();
  }, { signal });
  spot.addEventListener("focus", () => {
    keyed = spot.matches(":focus-visible");
    repaint();
  });
  spot.addEventListener("blur", () => {
    keyed = false;
    lift();
    repaint();
  });
  return {
    paint,
    idle() {
      if (!stroke?.free) return;
      stroke = null;
      repaint();
    },
  };
};
