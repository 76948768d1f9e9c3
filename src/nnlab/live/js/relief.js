// The relief: ground seen from the side, in fog or not, a walker, its path and an arrow downhill. Paints
// what Python sent; the camera is the reader's own. Reports where the walker is set down.

import { brush } from "./brush.js";
import { camera, turnHint } from "./camera.js";
import { firstSeen, put, tag } from "./dom.js";
import { clip } from "./geometry.js";
import { BLOCK, FOG, fogLevel, FLOOR, lookUp, placeAt, raster, read, RISE, surface } from "./ground.js";
import { around, placed } from "./labels.js";
import { marks } from "./planemarks.js";
import { hands, REACH, way } from "./pointer.js";
import { STILL } from "./still.js";

const CLEARS = 250, LIFTS = 800, STEP = 220, WALK = 700; // ms: fog round a step, all of it; a step, many
const ABOVE = 0.012; // so far above the ground lies what is drawn on it
const RAISED = 0.1; // of the block's width: so much lower stands all of it in fog, and so much nearer it comes
const ARROW = 58; // px at least, from the walker's foot
const NAMED = 22; // px from the walker at least: there the start has a mark and a name
const BREATH = STILL ? 1 : 900; // ms: the ring that asks to be taken, once
const FINE = 1.7; // pixels of the ground to one of the screen, at rest

/** @import { Place, ReliefValues, View } from "./types" */

export default (/** @type {View<ReliefValues>} */ { part, root, el, signal, repaint }) => {
  el.classList.add("nnlab-relief");
  const canvas = tag("canvas", { "aria-hidden": "true" });
  const area = tag("div", { class: "nnlab-turner", role: "slider", tabindex: 0, "aria-label": "Turn the ground", "aria-valuemin": -180, "aria-valuemax": 180 });
  const spot = tag("button", { type: "button", class: "nnlab-spot nnlab-handle", role: "slider", "aria-label": "Move the walker", "aria-valuemin": 0, "aria-valuemax": 1 });
  const hint = turnHint(), above = tag("button", { type: "button", class: "nnlab-above", "aria-pressed": "false" }, "from above");
  const frame = tag("div", { class: "nnlab-frame", role: "group" }, canvas, area, spot, hint, above);
  root.append(frame);
  const b = brush(canvas, root, signal, repaint), { ink, pen } = b, draw = marks(b);
  const layer = document.createElement("canvas"), eye = camera(Math.PI - 0.62 + (part.values.turned * Math.PI) / 2);
  let image = new ImageData(1, 1), key = ""; // what the layer shows
  /** @type {any} */
  let told = null; // {heights, clear, path}: the values that were read, and from them
  let ground = read({ heights: new DataView(new ArrayBuffer(8)), clear: null, size: 2 }), shape = surface(ground, 0);
  let version = 0;
  /** @type {any} */
  let fog = null; // {from, to, away, start, ms, levels}: the veil on its way
  /** @type {any} */
  let walk = null; // {from, start, ms}: the walker on its way along its path
  /** @type {any} */
  let echo = null; // the place at which the hand holds it, before Python has answered
  let hot = false, held = false, /** @type {Place | null} */ tilted = null;
  let level = FOG.level, veiled = 0; // of the fog; whether there was any before it began to clear
  const shown = firstSeen(canvas, signal, repaint, BREATH);
  const foggy = () => Boolean(part.values.clear?.byteLength);

  // From the axes' numbers to the floor, from -0.5 to 0.5, and back.
  /** @type {(place: number[]) => Place} */
  const unit = ([x, y]) => { const [x0, x1, y0, y1] = part.values.bounds; return [(x - x0) / (x1 - x0) - 0.5, (y - y0) / (y1 - y0) - 0.5]; };
  /** @type {(place: number[]) => Place} */
  const number = ([u, v]) => { const [x0, x1, y0, y1] = part.values.bounds; return [x0 + (u + 0.5) * (x1 - x0), y0 + (v + 0.5) * (y1 - y0)]; };
  const inside = (place) => unit(place).every((v) => Math.abs(v) <= 0.5);
  const onGround = (place) => { const [u, v] = unit(place); return eye.project(u, v, (lookUp(shape.z, shape.n, u, v) + ABOVE) * RISE); };
  const last = () => part.values.path.at(-1) ?? null;
  const eased = ({ start, ms }, now) => Math.min(Math.max((now - start) / ms, 0), 1);

  // ---- what Python said, and how the picture gets there
  function take() {
    const { heights, clear, path, size } = part.values, old = told;
    if (old?.heights !== heights || old?.clear !== clear) {
      const before = ground, some = Boolean(old?.clear?.byteLength || clear?.byteLength);
      veiled = Number(Boolean(old?.clear?.byteLength));
      ground = read({ heights, clear, size });
      fog = null;
      if (old && some && before.n === ground.n && !STILL && !held) {
        // What the reader has seen goes into the fog as it was.
        const share = ground.share.map((v, k) => (Number.isNaN(v) ? before.share[k] : v));
        const [u, v] = unit(last() ?? number([0, 0])), n = ground.n, whole = !clear?.byteLength || !old.clear?.byteLength;
        const away = ground.veil.map((_, k) => Math.hypot(((k % n) + 0.5) / n - 0.5 - u, (Math.floor(k / n) + 0.5) / n - 0.5 - v) / 1.2);
        fog = { from: before.veil, share, away: whole ? away : away.fill(0), start: performance.now(), ms: whole ? LIFTS : CLEARS, level };
      }
    }
    if (old?.path !== path) {
      const from = old?.path.length - 1, same = from >= 0 && path.length > from + 1 && String(path[from]) === String(old.path[from]);
      walk = same && !STILL && !held ? { from, start: performance.now(), ms: Math.min(STEP * (path.length - 1 - from), WALK) } : null;
    }
    told = { heights, clear, path };
    const [u, v] = unit(last() ?? [NaN, NaN]), under = lookUp(ground.share, ground.n, u, v), goal = part.values.clear?.byteLength ? fogLevel(under) : level;
    const running = Boolean(fog), now = performance.now(), t = fog ? eased(fog, now) : 1;
    if (!fog) { if (level !== goal || old?.heights !== heights || old?.clear !== clear) shape = surface(ground, (level = goal)); }
    else {
      const wave = ground.veil.map((to, k) => { const s = Math.min(Math.max(t * 1.7 - fog.away[k] * 0.7, 0), 1); return fog.from[k] + (to - fog.from[k]) * s * s * (3 - 2 * s); });
      level = fog.level + (goal - fog.level) * t;
      shape = surface({ n: ground.n, share: fog.share, veil: wave }, level);
      if (t === 1) { fog = null; shape = surface(ground, (level = goal)); }
    }
    if (running || old?.heights !== heights || old?.clear !== clear) version++;
    if (walk && eased(walk, now) === 1) walk = null;
    return Boolean(fog || walk);
  }

  // The path as far as the walker has come, and where it is.
  function trail() {
    const { path } = part.values;
    if (!walk) return path;
    const at = walk.from + eased(walk, performance.now()) * (path.length - 1 - walk.from), i = Math.floor(at), next = path[i + 1] ?? path[i];
    return [...path.slice(0, i + 1), path[i].map((v, c) => v + (next[c] - v) * (at - i))];
  }

  // ---- painting
  function paint() {
    if (!b.look()) return;
    const width = b.room, height = b.high || Math.round(width * 0.9), { size } = b;
    b.clear(width, height);
    const flat = eye.pitch > 1.56;
    const moving = take(), low = RAISED * (veiled + (fog ? eased(fog, performance.now()) : 1) * (Number(foggy()) - veiled));
    eye.scale = flat ? Math.min(width, height) * 0.8 : Math.min((width - 4.2 * size) / 1.4, (height - 2.4 * size) / (1.3 - low));
    eye.middle = [width / 2 + (flat ? size * 0.7 : 0), height / 2 + (flat ? -size * 0.6 : eye.scale * (0.11 - low / 2) - size * 0.5)];
    paintSky(width, height);
    paintGround(width, height, moving || held);
    pen.drawImage(layer, 0, 0, width, height);
    axes();
    const path = trail(), here = echo ?? path.at(-1);
    paintPath(echo ? [] : path);
    if (here) paintWalker(here);
    if (width > 480 * b.scale) b.text(part.values.caption, width - 12, height - size, "right");
    if (part.values.note) b.halo(part.values.note, 12, height - size, "left");
    tell(here);
    if (moving) repaint();
  }

  function paintSky(width, height) {
    const sky = pen.createLinearGradient(0, 0, 0, height);
    sky.addColorStop(0, ink.faint);
    sky.addColorStop(0.9, ink.paper);
    b.fill(sky, () => pen.rect(0, 0, width, height));
  }

  function paintGround(width, height, coarse) {
    const k = coarse ? 1 : Math.max(b.dpr, FINE), w = Math.round(width * k), h = Math.round(height * k);
    const now = [version, w, h, eye.yaw, eye.pitch, ink.paper].join();
    if (key === now || !w || !h) return;
    key = now;
    if (image.width !== w || image.height !== h) {
      image = new ImageData(w, h);
      Object.assign(layer, { width: w, height: h });
    }
    const near = { ...eye, scale: eye.scale * k, middle: eye.middle.map((v) => v * k) };
    raster(new Uint32Array(image.data.buffer), w, h, /** @type {any} */ (near), shape, ink, part.values.levels, coarse ? 1 : 0.5);
    layer.getContext("2d")?.putImageData(image, 0, 0);
  }

  // Numbers and names along the two edges in front.
  function axes() {
    const { bounds: [x0, x1, y0, y1], ticks: [xs, ys], x_name, y_name } = part.values, { size } = b, base = FLOOR * RISE;
    const centre = eye.project(0, 0, base), front = eye.away(0, 0.5) < -1e-9 ? 0.5 : -0.5, side = eye.away(0.5, 0) < -1e-9 ? 0.5 : -0.5;
    const along = (ticks, from, to, name, /** @type {(t: number) => Place} */ place, others = /** @type {Place[]} */ ([])) => {
      const mine = /** @type {Place[]} */ ([]);
      const [p, q, middle] = [-0.5, 0.5, 0].map((t) => eye.project(...place(t), base));
      let across = [q[1] - p[1], p[0] - q[0]], length = Math.hypot(...across) || 1;
      if (across[0] * (middle[0] - centre[0]) + across[1] * (middle[1] - centre[1]) < 0) length = -length;
      across = across.map((v) => v / length);
      for (const [value, label] of ticks) {
        const t = (value - from) / (to - from) - 0.5, [px, py] = eye.project(...place(t), base);
        const tick = /** @type {Place} */ ([px + across[0] * size * 1.05, py + across[1] * size * 1.05]), room = b.wide(label) + size * 0.6;
        if (others.some(([x, y]) => Math.abs(x - tick[0]) < room && Math.abs(y - tick[1]) < size)) continue; // at the corner of both edges one number is enough
        mine.push(tick);
        b.text(label, ...tick, "center");
      }
      let turn = Math.atan2(q[1] - p[1], q[0] - p[0]);
      if (Math.abs(turn) > Math.PI / 2 + 1e-6) turn -= Math.PI * Math.sign(turn);
      pen.save();
      pen.translate(middle[0] + across[0] * size * 2.8, middle[1] + across[1] * size * 2.8);
      pen.rotate(turn);
      b.text(name, 0, 0, "center", { color: ink.ink });
      pen.restore();
      return mine;
    };
    along(ys, y0, y1, y_name, (t) => [side, t], along(xs, x0, x1, x_name, (t) => [t, front]));
  }

  // The part of a straight way that lies over the block, as two places, or null.
  function over(a, c) {
    const p = unit(a), q = unit(c), [first, last] = clip(p, [q[0] - p[0], q[1] - p[1]], BLOCK) ?? [1, 0];
    const from = Math.max(first, 0), to = Math.min(last, 1);
    return from < to ? [from, to].map((t) => a.map((v, i) => v + (c[i] - v) * t)) : null;
  }

  function paintPath(/** @type {number[][]} */ path) {
    if (path.length > 1) {
      const ways = path.slice(1).flatMap((place, i) => { const ends = over(path[i], place); return ends ? [ends.map(onGround)] : []; });
      pen.lineCap = "round";
      for (const ends of ways) b.stroke(ends, ink.paper, 5.5 * b.scale, { alpha: 0.9 });
      for (const ends of ways) b.stroke(ends, ink.ink, 2.4 * b.scale);
      path.slice(1, -1).forEach((place, i) => {
        const [px, py] = onGround(place), [lx, ly] = onGround(path[i]);
        if (inside(place) && Math.hypot(px - lx, py - ly) > 4.5 * b.scale) b.dot(px, py, 2.8, ink.ink, ink.paper, 1.1);
      });
    }
  }

  // A word beside a place, clear of what is there.
  function name(word, /** @type {Place} */ xy, /** @type {number[][]} */ taken) {
    const half = [b.wide(word, 600) / 2, b.size * 0.6];
    const [x, y] = placed(around(xy, half, 15 * b.scale), half, taken, { left: 0, top: 0, width: b.room, height: b.high });
    b.halo(word, x, y, "center", { weight: 600 });
  }

  function paintWalker(here) {
    const { head, start } = part.values, [px, py] = onGround(here), { scale } = b;
    let along = /** @type {Place[]} */ ([]);
    const began = /** @type {Place} */ (start.length && inside(start) ? onGround(start) : [px, py]);
    const apart = Math.hypot(began[0] - px, began[1] - py) >= NAMED * scale; // else the walker is all there is room for, and the arrow has a name
    if (inside(here) && head.length && !walk && !echo) {
      const [tx, ty] = onGround(head), far = Math.max(1, (ARROW * scale) / (Math.hypot(tx - px, ty - py) || 1)); // also where it points away from the eye
      along = Array.from({ length: 13 }, (_, k) => onGround(here.map((v, i) => v + (((head[i] - v) * far * k) / 12))));
      arrow(along, 5 * scale, 20 * scale, scale);
    }
    const taken = [...along.map((place) => [...place, 14 * scale, 14 * scale]), [px, py - 4 * scale, 23 * scale, 23 * scale]]; // the walker, with its ring
    if (along.length && !apart) name("downhill", along[8], [...taken, [px - 95 * scale, py - 4 * scale, 75 * scale, 14 * scale]]); // there the words that ask stand
    if (apart) {
      b.dot(began[0], began[1], 5, ink.paper, ink.ink, 2.4);
      name("start", began, taken);
    }
    if (!inside(here)) return;
    if (hot || echo) b.dot(px, py - 4 * scale, 18, ink.glow);
    if (part.values.cue && !echo && !b.gone) invite([px, py - 4 * scale]);
    b.fill(ink.ink + "40", () => pen.ellipse(px, py + 3 * scale, 12 * scale, 8 * scale, 0, 0, 7));
    b.dot(px, py - 4 * scale, 10, ink.ink, ink.paper, 2.6);
    b.dot(px - 3 * scale, py - 7.5 * scale, 2.4, ink.paper);
  }

  // The walker asks to be held.
  function invite(/** @type {Place} */ at) {
    const { scale, size } = b, all = part.values.cue, words = b.room < 420 ? all.split(" ")[0] : all, t = shown(), wide = b.wide(words, 600) + 50 * scale;
    if (t > 0 && t < 1) repaint();
    draw.cue(at, null, t, scale);
    const left = at[0] - wide - 34 * scale; // of the walker, if there is room
    draw.pill(words, left > -24 ? Math.max(left, 6) : at[0] + 34 * scale, at[1], wide, size * 2.2, scale);
  }
  // An arrow that lies on the ground, on paper; its tip points the way that its last stretch goes.
  function arrow(/** @type {Place[]} */ along, width, tip, s) {
    const [hx, hy] = along[along.length - 1], near = ([x, y]) => Math.hypot(hx - x, hy - y) < tip * 0.8, [x, y] = along.findLast((place) => !near(place)) ?? along[0];
    const angle = Math.atan2(hy - y, hx - x), shaft = along.filter((place) => !near(place));
    b.stroke(shaft, ink.paper, width + 4 * s);
    draw.tip(hx + 3 * s * Math.cos(angle), hy + 3 * s * Math.sin(angle), angle, tip + 7 * s, ink.paper);
    b.stroke(shaft, ink.ink, width);
    draw.tip(hx, hy, angle, tip, ink.ink);
  }

  // What is no canvas: words about it, and what can be held and focused.
  function tell(here) {
    const { text, x_name, y_name } = part.values;
    put(frame, { "aria-label": text || "A landscape" });
    put(area, { "aria-valuenow": eye.degrees(), "aria-valuetext": eye.words() });
    put(hint, { hidden: eye.turned });
    put(above, { "aria-pressed": String(Boolean(tilted)) });
    const there = here && inside(here), [left, top] = there ? onGround(here) : [0, 0];
    put(spot, { hidden: !there, left, top: top - 4 });
    if (there) put(spot, { "aria-valuenow": 0, "aria-valuetext": `${x_name} ${here[0].toFixed(2)}, ${y_name} ${here[1].toFixed(2)}` });
  }

  // ---- hands and keys
  const near = ([x, y], event) => {
    if (!last() || !inside(last())) return false;
    const [px, py] = onGround(last());
    return Math.hypot(x - px, y - py + 4) <= REACH[event.pointerType || "mouse"] + 2;
  };
  hands(frame, canvas, signal, {
    pick(at, event) {
      if (event.target === above) return null;
      const walker = event.target === spot || near(at, event);
      if (walker) spot.focus({ preventScroll: true });
      eye.hold();
      return { held: true, from: walker && onGround(last()) };
    },
    drag(phase, [dx, dy], { from }, id) {
      held = phase === "start" || phase === "move";
      if (!from) {
        if (phase !== "cancel") turned(() => eye.drag([dx, dy]));
        return;
      }
      const place = number(placeAt([from[0] + dx, from[1] + dy], eye, shape));
      echo = phase === "cancel" ? null : place;
      part.send({ type: "drag", id, x: place[0], y: place[1], phase }, phase === "move" ? "drag" : "event");
      repaint();
    },
    tap() {},
    hover(at, event) {
      const now = Boolean(at && near(at, event));
      if (now !== hot) { hot = now; repaint(); }
      return at && event.target !== above ? "grab" : "";
    },
  });
  function turned(change) {
    change();
    tilted = null;
    repaint();
  }
  area.addEventListener("keydown", (event) => {
    const asked = way(event);
    if (asked) turned(() => (asked.end ? eye.again() : eye.turn(asked.dx * (asked.big ? 3 : 1), asked.dy)));
  }, { signal });
  // An arrow moves the walker along that axis which looks most like it, as the ground is turned.
  spot.addEventListener("keydown", (event) => {
    const asked = way(event);
    if (!asked || asked.end) return;
    const ways = [[1, 0], [-1, 0], [0, 1], [0, -1]], o = eye.project(0, 0);
    const alike = ways.map(([x, y]) => { const p = eye.project(x, y); return (p[0] - o[0]) * asked.dx - (p[1] - o[1]) * asked.dy; });
    const [dx, dy] = ways[alike.indexOf(Math.max(...alike))];
    part.send({ type: "nudge", dx, dy, big: asked.big });
  }, { signal });
  above.addEventListener("click", () => {
    const back = tilted;
    tilted = back ? null : [eye.yaw, eye.pitch];
    eye.look(...(back ?? [0, Math.PI / 2]));
    repaint();
  }, { signal });
  return { paint, words: repaint, idle() { if (echo && !held) { echo = null; repaint(); } } };
};
