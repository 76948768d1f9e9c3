// What pictures paint their marks with: a canvas at the screen's own pixels, in the theme's colours
// and the page's size of text.

import { put, resized } from "./dom.js";

const SIDED = ["", "field-", "map-", "point-"].flatMap((kind) => [`${kind}negative`, `${kind}positive`]);
const STEPPED = { class: [0, 8], sheet: [1, 4], relief: [0, 5], fog: [0, 2] }; // the first, and how many
const NAMES = ["paper", "tint", "ink", "soft", "line", "faint", "glow", "neutral", ...SIDED,
  ...Object.entries(STEPPED).flatMap(([kind, [from, n]]) => Array.from({ length: n }, (_, k) => `${kind}-${from + k}`))];

/** @import { Ink, Place } from "./types" */

// `paint` is called when the room for it changes, too.
/** @param {HTMLCanvasElement} canvas @param {HTMLElement} root @param {AbortSignal} signal @param {() => void} paint */
export function brush(canvas, root, signal, paint) {
  resized(root, signal, paint);
  window.addEventListener("resize", paint, { signal }); // zooming changes the pixels
  document.fonts?.load("16px 'nnlab Sans'").then(() => signal.aborted || paint()); // first it was in other letters
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const ink = /** @type {Ink} */ ({}); // the theme's colours, by name
  let family = "";

  const self = {
    pen, ink,
    room: 0, // the width there is, in px
    high: 0, // and the height
    size: 13, // of the text, in px
    scale: 1, // more at presenter size: thicker strokes, larger points
    em: 16, // the page's text, in px
    dpr: 1,
    gone: false, // whether the kernel has: then nothing looks as if it could be held

    // Looks at the page; false while there is nothing to paint on.
    look() {
      // While JupyterLab changes its theme, nothing has a width for a moment: keep the last one.
      self.room = root.clientWidth || self.room;
      self.high = root.clientHeight || self.high;
      if (!root.isConnected || !self.room) return false; // it calls again when it has its size
      const style = getComputedStyle(root), text = parseFloat(style.fontSize) || 16;
      self.em = text;
      for (const name of NAMES) ink[name] = style.getPropertyValue(`--nnlab-${name}`).trim();
      self.size = Math.max(12.5, Math.round(text * 0.87));
      self.scale = Math.max(1, text / 16);
      self.dpr = window.devicePixelRatio || 1;
      self.gone = root.closest("[data-state='gone']") !== null;
      family = style.fontFamily;
      return true;
    },
    // A blank canvas so many px wide and high.
    clear(/** @type {number} */ width, /** @type {number} */ height) {
      const [w, h] = [width, height].map((v) => Math.round(v * self.dpr));
      if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
      put(canvas, { width, height });
      pen.setTransform(self.dpr, 0, 0, self.dpr, 0, 0);
      pen.clearRect(0, 0, width, height);
      pen.lineCap = "butt";
      pen.lineJoin = "round";
      pen.textBaseline = "middle";
    },
    snap: (/** @type {number} */ v) => Math.round(v * self.dpr) / self.dpr, // to the screen's pixels
    crisp: (/** @type {number} */ v) => (Math.floor(v * self.dpr) + 0.5) / self.dpr, // a line's middle
    wide(/** @type {string} */ words, weight = 400) {
      pen.font = `${weight} ${self.size}px ${family}`;
      return pen.measureText(words).width;
    },
    // Painted inside a rectangle only, perhaps with round corners.
    within(x, y, wide, high, paint, radius = 0) {
      pen.save();
      pen.beginPath();
      pen.roundRect(x, y, wide, high, radius);
      pen.clip();
      paint();
      pen.restore();
    },
    /** @param {Place[]} points */
    stroke(points, color, width = 1, { dash = /** @type {number[]} */ ([]), alpha = 1, cap = /** @type {CanvasLineCap} */ ("butt") } = {}) {
      pen.lineCap = cap;
      self.outline(() => points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y))), color, width, { dash: dash.map((d) => d * self.scale), alpha });
      pen.lineCap = "butt";
    },
    // Fog from the left on, over what hasn't been seen yet.
    veil(x, y, wide, high) {
      const fog = pen.createLinearGradient(x, 0, x + wide, 0);
      ["00", "90", "e0"].forEach((strong, k) => fog.addColorStop(k / 2, ink["fog-0"] + strong));
      self.fill(fog, () => pen.rect(x, y, Math.max(wide, 0), high));
    },
    // A shape's edge.
    outline(shape, color, width, { dash = /** @type {number[]} */ ([]), alpha = 1 } = {}) {
      Object.assign(pen, { strokeStyle: color, lineWidth: width, globalAlpha: alpha });
      pen.setLineDash(dash);
      pen.beginPath();
      shape();
      pen.stroke();
      pen.setLineDash([]);
      pen.globalAlpha = 1;
    },
    // A shape, over a rim if that has a colour.
    fill(color, shape, rim = "", width = 0) {
      pen.beginPath();
      shape();
      pen.fillStyle = color;
      pen.strokeStyle = rim;
      pen.lineWidth = width;
      if (rim) pen.stroke();
      pen.fill();
    },
    // A disc; with an edge if it has a colour.
    dot(x, y, radius, color, edge = "", width = 2) {
      self.fill(color || "transparent", () => pen.arc(x, y, radius * self.scale, 0, 7));
      pen.strokeStyle = edge;
      pen.lineWidth = width * self.scale;
      if (edge) pen.stroke();
    },
    /** @param {CanvasTextAlign} align */ // `halo`: with a rim of paper, readable on anything
    text(words, x, y, align, { color = ink.soft, weight = 400, most = Infinity, halo = false, italic = false } = {}) {
      pen.font = `${italic ? "italic " : ""}${weight} ${self.size}px ${family}`;
      pen.fillStyle = color;
      pen.textAlign = align;
      if (halo) {
        Object.assign(pen, { strokeStyle: ink.paper, lineWidth: 4 * self.scale });
        pen.strokeText(words, x, y);
      }
      pen.fillText(words, x, y, Number.isFinite(most) ? most : undefined);
    },
    // Strokes so far apart that rise to the right, in a shape on a canvas of that size.
    striped(shape, wide, high, apart, color, width, alpha) {
      pen.save();
      pen.beginPath();
      shape();
      pen.clip();
      for (let x = -high; x < wide; x += apart) self.stroke([[x, high], [x + high, 0]], color, width, { alpha });
      pen.restore();
    },
    // Words with a rim of paper, over whatever is there.
    /** @param {CanvasTextAlign} align */
    halo(words, x, y, align, look = {}) {
      self.text(words, x, y, align, { color: ink.ink, halo: true, ...look });
    },
    // Words on paper, in a box whose left end and middle are given.
    plate(words, x, y, wide, high, { color = ink.ink, weight = 400, strong = 0.88 } = {}) {
      pen.globalAlpha = strong;
      self.fill(ink.paper, () => pen.roundRect(x, y - high / 2, wide, high, 4));
      pen.globalAlpha = 1;
      self.text(words, x + wide / 2, y + 0.5, "center", { color, weight, most: wide - 7 });
    },
  };
  return self;
}
