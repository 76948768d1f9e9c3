// What the plane and the curve paint their marks with: a canvas at the screen's own pixels, in the
// theme's colours and the page's size of text.

const NAMES = ["paper", "ink", "soft", "line", "negative", "positive", "neutral",
  "field-negative", "field-positive", ...Array.from({ length: 8 }, (_, k) => `class-${k}`)];

/** @import { Ink, Place } from "./types" */

/** @param {HTMLCanvasElement} canvas @param {HTMLElement} root */
export function brush(canvas, root) {
  const pen = canvas.getContext("2d");
  const ink = /** @type {Ink} */ ({}); // the theme's colours, by name
  let family = "";

  const self = {
    pen, ink,
    room: 0, // the width there is, in px
    size: 13, // of the text, in px
    scale: 1, // more at presenter size: thicker strokes, larger points
    dpr: 1,

    // Looks at the page; false while there is nothing to paint on.
    look() {
      // While JupyterLab changes its theme, nothing has a width for a moment: keep the last one.
      self.room = root.clientWidth || self.room;
      if (!root.isConnected || !self.room) return false; // the ResizeObserver calls again
      const style = getComputedStyle(root), text = parseFloat(style.fontSize) || 15;
      for (const name of NAMES) ink[name] = style.getPropertyValue(`--nnlab-${name}`).trim();
      self.size = Math.max(12, Math.round(text * 0.87));
      self.scale = Math.max(1, text / 15);
      self.dpr = window.devicePixelRatio || 1;
      family = style.fontFamily;
      return true;
    },
    // A blank canvas so many px wide and high.
    clear(/** @type {number} */ width, /** @type {number} */ height) {
      const [w, h] = [width, height].map((v) => Math.round(v * self.dpr));
      if (canvas.width !== w || canvas.height !== h) {
        canvas.width = w;
        canvas.height = h;
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
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
    // Painted inside a rectangle only.
    within(x, y, wide, high, paint) {
      pen.save();
      pen.beginPath();
      pen.rect(x, y, wide, high);
      pen.clip();
      paint();
      pen.restore();
    },
    /** @param {Place[]} points */
    stroke(points, color, width = 1, { dash = [], alpha = 1 } = {}) {
      pen.strokeStyle = color;
      pen.lineWidth = width;
      pen.globalAlpha = alpha;
      pen.setLineDash(dash.map((d) => d * self.scale));
      pen.beginPath();
      points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.stroke();
      pen.setLineDash([]);
      pen.globalAlpha = 1;
    },
    // A disc; with an edge if it has a colour.
    dot(x, y, radius, color, edge = "", width = 2) {
      pen.beginPath();
      pen.arc(x, y, radius * self.scale, 0, 7);
      if (color) { pen.fillStyle = color; pen.fill(); }
      if (!edge) return;
      pen.strokeStyle = edge;
      pen.lineWidth = width * self.scale;
      pen.stroke();
    },
    /** @param {CanvasTextAlign} align */
    text(words, x, y, align, { color = ink.soft, weight = 400, most = Infinity } = {}) {
      pen.font = `${weight} ${self.size}px ${family}`;
      pen.fillStyle = color;
      pen.textAlign = align;
      pen.fillText(words, x, y, Number.isFinite(most) ? most : undefined);
    },
    // Words on paper, in a box whose left end and middle are given.
    plate(words, x, y, wide, high, { color = ink.ink, weight = 400, strong = 0.88 } = {}) {
      pen.globalAlpha = strong;
      pen.fillStyle = ink.paper;
      pen.beginPath();
      pen.roundRect(x, y - high / 2, wide, high, 4);
      pen.fill();
      pen.globalAlpha = 1;
      self.text(words, x + wide / 2, y + 0.5, "center", { color, weight, most: wide - 7 });
    },
  };
  return self;
}
