// The curve: lines over steps on real axes, a marker that can be dragged, exact numbers on hover
// and focus. Paints what Python sent, reports what the reader does.

import { brush } from "./brush.js";
import { freed, offTheLine } from "./labels.js";
import { count, number } from "./numbers.js";
import { tag, view } from "./view.js";

const DASH = { solid: [], dashed: [8, 5], dotted: [2, 4], dashdot: [9, 4, 2, 4] };
const ACKNOWLEDGE = 90; // ms between two messages that say how far the painting is
const SILENCE = 1200; // ms without a picture while training runs
const REACH = 26; // px to either side in which a hovering pointer finds a point

/** @import { View, CurveValues } from "./types" */

export default view(/** @param {View<CurveValues>} v */ ({ root, el, model, signal, change, send, onPaint, wait }) => {
  el.classList.add("nnlab-curve");
  const canvas = tag("canvas", { "aria-hidden": "true" });
  const parts = tag("div", { class: "nnlab-curve-parts" });
  const frame = tag("div", { class: "nnlab-curve-frame", role: "group" }, canvas, parts);
  const caption = tag("div", { class: "nnlab-curve-caption" });
  root.append(frame, caption);

  // A slider where there is a marker to move, else one that reads the curve aloud.
  const part = (kind) => tag("button", { type: "button", role: "slider", "aria-valuemin": 0, class: `nnlab-curve-part nnlab-curve-${kind}` });
  const marker = part("marker"), reader = part("reader");
  const b = brush(canvas, root), { ink } = b;
  let place = null; // where the plot area lies, in px
  let lines = []; // {name, dash, soft, x, y}
  let drag = null, drags = 0;
  let hover = null; // the x that is asked for, and the hand or key that asks
  let taken = []; // what `lines` was read from
  let painted = 0, told = 0; // the last beat, and when Python was told of one

  // ---- from the axes' numbers to pixels and back
  const atX = (x) => {
    const [x0, x1] = model.get("bounds");
    return place.left + ((x - x0) / (x1 - x0)) * place.width;
  };
  const atY = (y) => {
    const [, , y0, y1] = model.get("bounds");
    const share = !model.get("log") ? (y - y0) / (y1 - y0)
      : y > 0 ? Math.log(y / y0) / Math.log(y1 / y0) : -1; // what a log axis can't show lies below it
    return place.top + (1 - Math.min(Math.max(share, -0.5), 1.5)) * place.height;
  };
  const backX = (px) => {
    const [x0, x1] = model.get("bounds");
    return x0 + (Math.min(Math.max(px - place.left, 0), place.width) / place.width) * (x1 - x0);
  };

  const value = (y) => (Number.isFinite(y) ? number(y, { figures: 4 }) : "no number");
  const counted = (x) => (Number.isInteger(x) ? count(x) : number(x, { figures: 5 }));

  // ---- reading what Python sent
  function take() {
    const data = model.get("data"), meta = model.get("lines");
    if (data === taken[0] && meta === taken[1]) return;
    taken = [data, meta];
    let from = 0;
    lines = meta.map((line) => {
      const numbers = () => new Float64Array(data.buffer.slice(data.byteOffset + from, data.byteOffset + (from += line.n * 8)));
      return { ...line, x: numbers(), y: numbers() };
    });
  }
  // The point of a line that is nearest to x.
  function nearest({ x: xs }, x) {
    let low = 0, high = xs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (xs[middle] < x) low = middle + 1; else high = middle;
    }
    return low > 0 && x - xs[low - 1] < xs[low] - x ? low - 1 : low;
  }

  // ---- painting
  function paint() {
    if (!b.look()) return;
    take();
    const { size } = b, width = Math.max(240, b.room);
    const [xTicks, yTicks] = model.get("ticks");
    const tickWidth = Math.max(size, ...yTicks.map(([, label]) => b.wide(label)));
    const left = b.snap(Math.ceil(tickWidth + 10)), top = b.snap(Math.ceil(size * (model.get("y_name") ? 1.9 : 0.7)));
    const right = Math.ceil(size * 0.9), below = Math.ceil(size * (model.get("x_name") ? 2.9 : 1.7));
    const asked = parseFloat(getComputedStyle(root).getPropertyValue("--nnlab-curve-height"));
    const height = Math.round(asked || Math.min(Math.max(190, width * 0.52), 330 * b.scale));
    place = { left, top, width: b.snap(width - left - right), height: b.snap(height - top - below) };
    b.clear(width, height);
    paintAxes(xTicks, yTicks);

    const there = []; // words that are there already
    b.within(left, top - 2, place.width + 2, place.height + 4, () => {
      for (const [y, label] of model.get("levels")) paintLevel(y, label, there);
      for (const [x, label] of model.get("notes")) paintNote(x, label, there);
      for (const line of [...lines].reverse()) paintLine(line);
    });
    const mark = model.get("marker"), has = mark.x !== undefined;
    if (has && mark.y !== null) paintMarker(mark, there);
    if (lines.filter((line) => line.name && line.n).length > 1) for (const line of lines) paintName(line, there);
    if (hover !== null) paintHover();

    setParts(mark, has);
    describe();
    const beat = model.get("beat");
    if (beat && beat !== painted) {
      painted = beat;
      watch();
      // So Python sends no more than can be painted. Not for each picture: every message makes
      // JupyterLab show the kernel as busy and idle again. Nobody waits for an answer.
      const now = performance.now();
      if (now - told > ACKNOWLEDGE || !model.get("steady")) {
        told = now;
        change({ seen: beat }, { silent: true });
      }
    }
  }

  // While training runs, pictures come all the time; where they don't, another cell keeps the kernel.
  let watcher = 0, late = false;
  function watch() {
    clearTimeout(watcher);
    if (late) wait((late = false));
    if (model.get("steady")) watcher = setTimeout(() => wait((late = true)), SILENCE);
  }

  const upright = (px, width, options = {}) => b.stroke([[px, place.top], [px, place.top + place.height]], ink.soft, width, options);

  function describe() {
    caption.textContent = model.get("caption");
    caption.hidden = !model.get("caption");
    caption.style.paddingLeft = `${place?.left ?? 0}px`;
    const words = model.get("text") || "A curve";
    if (frame.getAttribute("aria-label") !== words) frame.setAttribute("aria-label", words);
  }

  function paintAxes(xTicks, yTicks) {
    const { left, top, width, height } = place, { size, crisp } = b, bottom = top + height;
    let last = Infinity;
    for (const [y, label] of yTicks) {
      const py = atY(y);
      b.stroke([[left, crisp(py)], [left + width, crisp(py)]], ink.line);
      if (last - py < size * 1.15) continue;
      b.text(label, left - 7, py, "right");
      last = py;
    }
    last = -Infinity;
    const line = bottom + size * 0.95;
    for (const [x, label] of xTicks) {
      const px = atX(x), half = b.wide(label) / 2;
      b.stroke([[crisp(px), top], [crisp(px), bottom]], ink.line);
      if (px - half < last + size * 0.8) continue;
      b.text(label, Math.min(px, left + width + size * 0.9 - half), line, "center");
      last = px + half;
    }
    b.stroke([[crisp(left), top], [crisp(left), crisp(bottom)], [left + width, crisp(bottom)]], ink.soft, 1, { alpha: 0.7 });
    b.text(model.get("x_name"), left + width / 2, line + size * 1.25, "center", { most: width });
    const name = model.get("y_name"), scaled = name && model.get("log") ? `${name}, log scale` : name;
    b.text(scaled, Math.max(0, Math.min(left, left + width - b.wide(scaled))), size * 0.7, "left", { most: left + width });
  }

  function paintLine({ x, y, dash, soft }) {
    const color = soft ? ink.soft : ink.ink, width = (soft ? 1.7 : 2.2) * b.scale;
    let stretch = []; // up to where there is no number
    const end = () => { if (stretch.length > 1) b.stroke(stretch, color, width, { dash: DASH[dash] }); stretch = []; };
    for (let i = 0; i < x.length; i++) {
      if (Number.isFinite(y[i])) stretch.push([atX(x[i]), atY(y[i])]);
      else end();
    }
    end();
    if (x.length === 1) b.dot(atX(x[0]), atY(y[0]), 3, color); // a line of one point is a point
  }

  function paintLevel(y, label, there) {
    const [, , y0, y1] = model.get("bounds");
    if (y < y0 || y > y1) return;
    const py = atY(y), end = place.left + place.width;
    b.stroke([[place.left, py], [end, py]], ink.soft, 1.2 * b.scale, { dash: [2, 3] });
    // Lines close to each other: their labels stand side by side, each on its own line.
    const wide = b.wide(label) + 12, high = b.size * 1.4, middle = py - b.size * 0.75;
    let right = end - 4;
    const meets = (box) => right - wide < box.x + box.wide && right > box.x && Math.abs(middle - box.y) < high;
    for (let box; (box = there.find(meets)) && box.x - wide > place.left;) right = box.x - 4;
    words(label, right, middle, { right: true, taken: there });
  }

  function paintNote(x, label, there) {
    const [x0, x1] = model.get("bounds");
    if (x < x0 || x > x1) return;
    const px = atX(x), right = px + b.wide(label) + 12 > place.left + place.width;
    upright(px, 1.2 * b.scale, { dash: [5, 4] });
    words(label, px + (right ? -5 : 5), place.top + b.size * 0.8, { right, taken: there });
  }

  // A few words on paper; moved down until they lie on no other words, and kept in the picture.
  // `x` is their left end, or their right one.
  function words(text, x, y, { right = false, taken = [], weight = 400, color = ink.soft, strong = 0.85 } = {}) {
    const wide = b.wide(text, weight) + 8, high = b.size * 1.4;
    const from = Math.min(Math.max(right ? x - wide : x, place.left + 2), place.left + place.width - wide);
    const box = freed({ x: from, y, wide, high }, taken, place);
    b.plate(text, from, box.y, wide, high, { weight, color, strong });
    taken.push(box);
  }

  // The name of a line, where it ends: no legend to look up.
  function paintName({ name, x, y, soft }, there) {
    let i = x.length - 1;
    while (i > 0 && !Number.isFinite(y[i])) i--;
    if (!name || i < 0) return;
    const px = atX(x[i]), right = px + b.wide(name) + 16 >= place.left + place.width;
    words(name, px + (right ? -2 : 6), atY(y[i]) - (right ? b.size : 0), { right, taken: there, color: soft ? ink.soft : ink.ink });
  }

  // Words beside a place of the curve that hide nothing of it.
  function tell(text, px, py, taken, strong) {
    const wide = b.wide(text, 600) + 8, right = px + wide + 16 >= place.left + place.width;
    const from = right ? px - 9 - wide : px + 9;
    words(text, right ? px - 9 : from, clear(from, from + wide, py), { right, taken, weight: 600, color: ink.ink, strong });
  }

  /** @param {CurveValues["marker"]} mark */
  function paintMarker({ x, y, text }, there) {
    const px = atX(x), py = Math.min(Math.max(atY(y), place.top), place.top + place.height);
    upright(px, 1.6 * b.scale);
    b.dot(px, py, 5.5, ink.ink, ink.paper);
    tell(text, px, py, there, 0.9);
  }

  // The height nearest to `py` at which words from one px to the other hide nothing of the curve.
  function clear(from, to, py) {
    const line = lines.find((each) => each.n), under = [];
    for (let i = line ? nearest(line, backX(from)) : 0; line && i < line.n; i++) {
      const x = atX(line.x[i]);
      if (x > to) break;
      if (x >= from && Number.isFinite(line.y[i])) under.push(atY(line.y[i]));
    }
    return offTheLine(under, py, b.size, place);
  }

  // ---- exact numbers under a pointer, a finger or the keyboard
  const telling = (x) => {
    const shown = lines.filter((line) => line.n);
    if (!shown.length) return null;
    const main = shown[0], i = nearest(main, x), at = main.x[i];
    const found = shown.map((line) => ({ line, i: nearest(line, at) }))
      .filter(({ line, i }) => Math.abs(atX(line.x[i]) - atX(at)) < 3);
    const several = found.length > 1;
    const told = found.map(({ line, i }) => `${several && line.name ? `${line.name} ` : ""}${value(line.y[i])}`);
    return { x: at, dots: found.map(({ line, i }) => line.y[i]), text: `${model.get("x_name")} ${counted(at)} · ${told.join(" · ")}` };
  };

  function paintHover() {
    const it = telling(hover);
    if (!it) return;
    const px = atX(it.x);
    upright(px, 1);
    for (const y of it.dots) if (Number.isFinite(y)) b.dot(px, atY(y), 4, ink.paper, ink.ink, 1.8);
    tell(it.text, px, atY(it.dots[0]), [], 0.95);
  }
  const look = (x) => {
    if (hover === x) return;
    hover = x;
    paint();
  };

  // ---- what can be held and focused
  function setParts(mark, has) {
    parts.style.cssText = `left:${place.left}px;top:${place.top}px;width:${place.width}px;height:${place.height}px`;
    const wanted = has && mark.draggable ? marker : reader;
    if (parts.firstChild !== wanted) parts.replaceChildren(wanted);
    const set = (name, text) => { if (wanted.getAttribute(name) !== String(text)) wanted.setAttribute(name, text); };
    const last = lines.find((line) => line.n)?.x.at(-1) ?? 0;
    const it = wanted === reader ? telling(hover ?? last) : null;
    const x = wanted === marker ? mark.x : it?.x ?? 0;
    set("aria-label", wanted === marker ? `${model.get("x_name")}: go back to` : `Read the curve, ${model.get("x_name")} by ${model.get("x_name")}`);
    set("aria-valuemax", wanted === marker ? mark.last : last);
    set("aria-valuenow", x);
    set("aria-valuetext", (wanted === marker ? mark.text : it?.text) || "\u00a0");
    wanted.style.left = `${atX(x) - place.left}px`;
  }

  const here = (event) => {
    const box = canvas.getBoundingClientRect();
    return (event.clientX - box.left) / (box.width / canvas.clientWidth || 1);
  };
  const listen = (name, handler) => parts.addEventListener(name, handler, { signal });
  const report = (phase, px) => change({ drag: { id: drag.id, x: backX(px), phase } }, { silent: true });
  function letGo(phase) {
    if (!drag) return;
    if (drag.moved) report(phase, drag.last);
    if (parts.hasPointerCapture(drag.pointer)) parts.releasePointerCapture(drag.pointer);
    drag = null;
  }

  listen("pointerdown", (event) => {
    if (event.button !== 0 || drag || !place) return;
    const px = here(event);
    if (event.target !== marker) {
      if (event.pointerType !== "mouse") look(hover === null ? backX(px) : null); // a tap shows, and hides
      return;
    }
    event.preventDefault();
    marker.focus({ preventScroll: true });
    look(null);
    drag = { id: `${Date.now()}-${++drags}`, pointer: event.pointerId, off: px - atX(model.get("marker").x), from: px, last: px, moved: false };
    parts.setPointerCapture(event.pointerId);
  });
  listen("pointermove", (event) => {
    if (!place) return;
    const px = here(event);
    if (drag) {
      if (event.pointerId !== drag.pointer) return;
      if (!drag.moved && Math.abs(px - drag.from) < 2) return;
      const phase = drag.moved ? "move" : "start";
      drag.moved = true;
      drag.last = px - drag.off;
      report(phase, drag.last);
    } else if (event.pointerType !== "touch") {
      const it = telling(backX(px));
      look(it && Math.abs(atX(it.x) - px) < REACH ? it.x : null);
    }
  });
  listen("pointerup", (event) => { if (event.pointerId === drag?.pointer) letGo("end"); });
  listen("pointercancel", (event) => { if (event.pointerId === drag?.pointer) letGo("cancel"); });
  listen("lostpointercapture", (event) => { if (event.pointerId === drag?.pointer) letGo("end"); });
  listen("pointerleave", (event) => { if (!drag && event.pointerType !== "touch") look(null); });

  const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 1, PageDown: -1 };
  listen("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") { letGo("cancel"); look(null); return; }
    const steps = STEPS[event.key], end = { Home: "first", End: "last" }[event.key];
    if (!steps && !end) return;
    event.preventDefault();
    event.stopPropagation();
    const big = event.shiftKey || event.key.startsWith("Page");
    if (event.target === marker) {
      send(steps ? { type: "nudge", steps, big } : { type: "end", to: end });
      return;
    }
    const line = lines.find((each) => each.n);
    if (!line) return;
    const last = line.n - 1, now = hover === null ? last : nearest(line, hover);
    const next = end ? (end === "first" ? 0 : last) : now + steps * (big ? Math.max(1, Math.round(last / 10)) : 1);
    look(line.x[Math.min(Math.max(next, 0), last)]);
  });
  reader.addEventListener("focus", () => {
    if (reader.matches(":focus-visible")) look(hover ?? lines.find((line) => line.n)?.x.at(-1) ?? null);
  }, { signal });
  reader.addEventListener("blur", () => look(null), { signal });

  const sizes = new ResizeObserver(paint);
  sizes.observe(root);
  window.addEventListener("resize", paint, { signal }); // zooming changes the pixels
  signal.addEventListener("abort", () => { sizes.disconnect(); clearTimeout(watcher); drag = null; });
  onPaint(paint, describe);
});
