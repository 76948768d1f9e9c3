// A network with one sample's numbers, and pulses that travel along its links. Python says what is
// known and what is on its way; where a pulse is between two steps is said here.

import { put, resized, tag } from "./dom.js";
import { el, round, safe } from "./svg.js";

const WIDE = 556, HIGH = 390; // px: the ground on which Python gives sizes
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const mid = (a, b, t) => a + (b - a) * t;
const ease = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2);

/** @import { View, PulseValues } from "./types" */

export default (/** @type {View<PulseValues>} */ { root, el: place, part, signal, repaint }) => {
  place.classList.add("nnlab-pulse");
  const frame = tag("div", { class: "nnlab-pulse-frame", role: "group", tabindex: "0" });
  root.append(frame);
  resized(root, signal, repaint);
  let w = WIDE, h = HIGH, k = 1, f = 1, small = false, low = false, tight = false; // the room there is; scales of marks and of text
  let shown = -1, timer = 0, going = 0; // the step on screen; what ends its rest; its next frame
  const id = `${Math.random()}`.slice(2);
  const pen = /** @type {CanvasRenderingContext2D} */ (tag("canvas").getContext("2d"));
  let family = "";
  const wide = (text, size, weight = 600) => {
    pen.font = `${weight} ${size * f}px ${family}`;
    return pen.measureText(text).width;
  };

  // ---- marks
  const words = (x, y, text, size, given = {}) => el("text", { x: round(x), y: round(y), "font-size": round(size * f), "text-anchor": "middle", ...given }, safe(text));
  const box = (x, y, wide, high, radius, given) => el("rect", { x: round(x - wide / 2), y: round(y - high / 2), width: round(wide), height: round(high), rx: round(radius), ...given });
  const sided = (side) => (side > 0 ? "positive" : side < 0 ? "negative" : "soft");
  const asked = (x, y) => box(x, y, 30 * f, 24 * f, 7 * f, { class: "asked" }) + words(x, y + 6 * f, "?", 16, { class: "bold" });

  function link({ key, ends: [[x0, y0], [x1, y1]], width, side, faint, strong }) {
    const thick = width * k, dash = side < 0 ? `${5 + thick} ${3 + thick}` : side ? "none" : "2 5";
    const line = { x1: round(x0 * w), y1: round(y0 * h), x2: round(x1 * w), y2: round(y1 * h) };
    const casing = strong ? el("line", { ...line, class: "casing", "stroke-width": round(thick + 9 * k) }) : "";
    return casing + el("line", { ...line, class: `link ${sided(side)}${faint ? " faint" : ""}`, "stroke-width": round(thick), "stroke-dasharray": dash, "data-key": key });
  }

  // A weight's number and its gradient's box: the ground below what travels, and what stands above that.
  function label({ key, text, side, label: at, gradient, fresh, strong, ends, above }) {
    if (!at || (small && part.values.pulses.some((each) => each.text && `${each.ends}` === `${ends}`))) return ["", ""];
    const x = Math.min(at[0] * w + (small && above ? 8 * f : 0), w - (small ? 112 : 34) * f), instead = (small || low) && gradient, off = (above ? -22 : 22) * f, y = at[1] * h - (instead ? (ends[0][0] < 0.2 ? 0.8 : 0.3) * off : 0), under = y + off;
    const ground = instead ? "" : box(x, y, wide(text, 14.5) + 14 * f, 22 * f, 6 * f, { class: "ground" });
    let inside = instead ? "" : words(x, y + 5 * f, text, 14.5, { class: `half ${sided(side)}` });
    const look = `gradient${fresh ? " fresh" : ""}${strong ? " strong" : ""}`;
    if (gradient === "?") inside += asked(x, under);
    else if (gradient) {
      inside += box(x, under, small ? wide(gradient, 13.5) + 4 : Math.max(62 * f, wide(gradient, 13.5) + 12 * f), 20 * f, 5 * f, { class: look });
      inside += words(x, under + 4.5 * f, gradient, 13.5, { class: `half${fresh ? " fresh" : ""}` });
    }
    return [ground, el("g", { "data-key": key, class: "label" }, inside)];
  }

  function node({ at, size, name, text, tone, known, strong, fresh, notes }) {
    const x = at[0] * w, y = at[1] * h, side = size * Math.max(k, 0.72), figure = Math.min(21 * f, side * 0.33);
    const style = `fill: color-mix(in srgb, var(--nnlab-${tone < 0 ? "negative" : "positive"}) ${Math.round(Math.abs(tone) * 62)}%, var(--nnlab-paper))`;
    const square = box(x, y, side, side, side * 0.24, { class: `node${strong ? " strong" : ""}${known ? "" : " blank"}`, ...(known ? { style } : {}) });
    let below = y + side / 2 + 5 * f, lines = "";
    const sum = known ? "" : notes.find(([, , inside]) => inside)?.[2] ?? ""; // it stands where the answer will
    if (sum === "?") lines = words(x, y + 8 * f, sum, 23, { class: "bold" });
    else if (sum) lines = words(x, y - side * 0.12, "z", 13.5, { class: "soft" }) + words(x, y + side * 0.22, sum, figure / f, { class: "bold" });
    if (sum) notes = notes.filter(([, , inside]) => !inside);
    const nx = (tight || f > 1.02 * k) && !small && x > 0.7 * w ? Math.min(x + 18 * f, w - 46 * f) : x < 0.7 * w && notes[0]?.[1] === "soft" ? x + (small ? 8 : 12) * f : x; // clear of a gradient's box, and of a link from below
    const tall = { bold: 20 * f, asked: 26 * f, soft: 18 * f }, kindOf = ([, look]) => look.split(" ")[0];
    const fits = below + notes.reduce((sum, note) => sum + tall[kindOf(note)], 0) <= h; // else the numbers do
    for (const [text, look] of fits ? notes : notes.filter((note) => kindOf(note) !== "soft")) {
      const [kind, sign = ""] = look.split(" "), color = { "+": " positive", "-": " negative" }[sign] ?? "";
      const high = tall[kind], middle = below + high / 2;
      if (kind === "asked") lines += asked(nx, Math.min(middle, h - 13 * f));
      else lines += words(nx, middle + 5 * f, text, kind === "bold" ? 16.5 : 13.5, { class: `${kind} halo${color}` });
      below += high;
    }
    return square + words(x, y + figure * 0.34, text, figure / f, { class: fresh === "text" ? "bold fresh" : "bold" }) + words(x, y - side / 2 - 8 * f, name, 14.5, { class: "soft" }) + (fresh === "notes" ? el("g", { class: "fresh" }, lines) : lines);
  }

  // What the marks mean, below the first column and beside what stands below the second.
  function legend() {
    const second = [...new Set(part.values.nodes.map(({ at }) => at[0]))].sort((one, other) => one - other)[1] * w, y = h - 9 * f;
    return part.values.key.map(([kind, long, short], i) => {
      const x = i ? second + 52 * f : 16 * f, from = x + 24 * f, end = i ? w - 4 : second - 40 * f;
      const sign = kind === "gradient" ? box(x + 9 * f, y, 18 * f, 11 * f, 3 * f, { class: "gradient" }) : disc(x + 9 * f, y, 7 * f, kind === "blame" ? 180 : 0);
      return sign + words(from, y + 4.5 * f, from + wide(long, 13.5, 400) < end ? long : short, 13.5, { class: "soft", "text-anchor": "start" });
    }).join("");
  }

  const disc = (x, y, radius, turn) => el("circle", { cx: round(x), cy: round(y), r: round(radius), class: "disc" })
    + el("path", { d: `M${round(-radius * 0.3)},${round(-radius * 0.42)}L${round(radius * 0.34)},0L${round(-radius * 0.3)},${round(radius * 0.42)}`, class: "chevron", "stroke-width": round(Math.max(1.6, 2.2 * k)), transform: `translate(${round(x)},${round(y)}) rotate(${round(turn)})` });

  // What travels, at a share of its flight: a disc with a chevron, and behind it a wedge.
  function pulse({ ends: [a, b], path, size, text, side, below, stays }, t, n) {
    const at = (u) => [mid(a[0], b[0], u) * w, mid(a[1], b[1], u) * h];
    // Beside the weight's box, or its node, which are large there.
    const rest = path[1] - (tight && stays && path[1] < path[0] ? 0.03 : small && part.values.back && path[0] === path[1] ? 0.1 : 0);
    const u = mid(Math.min(path[0], path[0] === path[1] ? rest : 1), rest, t), home = part.values.back ? 1 : 0, [x, y] = at(u), [tx, ty] = at(mid(u, home, 0.8));
    const radius = (4 + 9.4 * size) * Math.max(k, 0.8), away = Math.hypot(x - tx, y - ty) || 1, [dx, dy] = [(x - tx) / away, (y - ty) / away];
    const wedge = `M${round(tx)},${round(ty)}L${round(x - dy * radius)},${round(y + dx * radius)}L${round(x + dy * radius)},${round(y - dx * radius)}Z`;
    const shade = el("linearGradient", { id: `${id}-${n}`, gradientUnits: "userSpaceOnUse", x1: round(tx), y1: round(ty), x2: round(x), y2: round(y) }, '<stop class="stop" offset="0" stop-opacity="0.04"/><stop class="stop" offset="1" stop-opacity="0.58"/>');
    const off = radius + 14 * f; // what it carries is said where it rests: on its way it would cross the weight
    const said = !text || t < 0.85 ? "" : text === "?" ? asked(x - 12 * k, y + (below ? off : -off)) : words(x + (small ? -10 : 14 * k), y + (below ? off + 6 * f : 2 * f - off), text, 16.5, { class: `bold halo ${sided(side)}`, "text-anchor": small ? "start" : "end" });
    return [el("defs", {}, shade) + el("path", { d: wedge, fill: `url(#${id}-${n})` }), disc(x, y, radius, (Math.atan2(dy, dx) * 180) / Math.PI) + said];
  }

  // ---- painting
  let layers = /** @type {(Element | null)[]} */ ([]); // tails pass below the weights' numbers, discs beside them
  function fly(t) {
    const { pulses } = part.values;
    const flying = pulses.filter(({ stays, path: [from, to], ends: [[, up], [, down]] }) => (stays || t < 1) && !(small && from === to && !part.values.back && up === down)).map((each, n) => pulse(each, ease(t), n));
    layers.forEach((layer, i) => { if (layer) layer.innerHTML = flying.map((parts) => parts[i]).join(""); });
  }

  function paint() {
    const { nodes, links, pulses, step, pace, text } = part.values;
    if (!root.clientWidth || !root.isConnected) return; // the ResizeObserver calls again
    w = root.clientWidth;
    h = root.clientHeight > 80 ? root.clientHeight : (w * HIGH) / WIDE;
    k = Math.min(w / WIDE, h / HIGH);
    const { fontFamily, fontSize } = getComputedStyle(root), em = parseFloat(fontSize);
    f = Math.min(Math.max(k, em > 20 ? 1.3 : 0.95), 1.4);
    low = h < 260; // then a gradient takes its weight's place ...
    small = w < 420; // ... here, too, and a link carries its weight or blame, not both ...
    tight = w < 480; // ... and here what isn't known takes no room
    family = fontFamily;
    const onward = shown >= 0 && step === shown + 1, moves = onward && pulses.some(({ path: [from, to] }) => from !== to) && pace > 0 && !calm.matches;
    const [grounds, labels] = [0, 1].map((k) => links.map((each) => label(each)[k]).join(""));
    const atWork = nodes.find(({ strong }) => strong); // its layer stands on a ground of its own
    const column = atWork ? box(atWork.at[0] * w, h / 2, (atWork.size + 36) * Math.max(k, 0.72), h, 14, { class: "column" }) : "";
    const inside = column + links.map(link).join("") + '<g class="flying"></g>' + grounds + '<g class="flying"></g>' + labels + nodes.map(node).join("") + legend();
    frame.innerHTML = el("svg", { viewBox: `0 0 ${w} ${h}`, width: w, height: h, "aria-hidden": "true", class: onward && pace > 0 ? "onward" : "", style: `--landing: ${moves ? Math.round(pace * 0.8) : 0}ms` }, inside);
    put(frame, { "aria-label": text || "A network" });
    layers = [...frame.querySelectorAll(".flying")];
    if (step !== shown) {
      cancelAnimationFrame(going);
      going = 0;
    }
    shown = step;
    if (moves) start(pace);
    else if (!going) fly(1);
    rested();
  }

  function start(pace) {
    const began = performance.now();
    const frameOf = () => {
      const t = Math.min((performance.now() - began) / pace, 1);
      fly(t);
      going = t < 1 ? requestAnimationFrame(frameOf) : 0;
      if (!going) rested();
    };
    frameOf();
  }

  // While the film runs, a step ends when its pulses have landed and rested.
  function rested() {
    clearTimeout(timer);
    const { playing, step, rest, pace, pulses } = part.values;
    if (!playing || going) return;
    timer = setTimeout(() => part.send({ type: "landed", step }), rest + (calm.matches && pulses.length ? pace : 0));
  }
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    cancelAnimationFrame(going);
  });
  frame.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key) part.send({ type: "choose", part: key });
  });
  return { paint, words: () => put(frame, { "aria-label": part.values.text }) };
};
