// The network: links, nodes and their numbers. Paints what Python sent, reports what the reader
// points at, chooses and changes. Python says where things lie, for a few widths.

import { brush } from "./brush.js";
import { put, tag, unique } from "./dom.js";
import { fieldPainter, tones } from "./field.js";
import { numberBox } from "./numberbox.js";
import { number } from "./numbers.js";
import { hands, way } from "./pointer.js";
import { Wiring } from "./wiring.js";

const FEW = 2; // decimals
const GRID = 0.25; // where arrow keys lead to
const PER_PIXEL = 0.05; // what a drag adds to a weight for each px
const ROOMY = 46, SNUG = 36, UPRIGHT = 29; // px from the chosen number's middle to that of a stepper: beside it, above and below

const signed = (value) => number(value, { decimals: FEW, plus: true });
const known = (value, print) => (Number.isNaN(value) ? "" : print(value));
const side = (value) => (value > 0 ? "positive" : value < 0 ? "negative" : "zero");
const round = (value) => Number(value.toFixed(10));
// Onto the grid, and so many steps along it.
const stepped = (value, by) => round(((by > 0 ? Math.floor(value / GRID + 1e-9) : Math.ceil(value / GRID - 1e-9)) + by) * GRID);

/** @import { View, NetworkValues } from "./types" */

export default (/** @type {View<NetworkValues>} */ { root, el, part, signal, repaint, say }) => {
  el.classList.add("nnlab-network");
  const canvas = tag("canvas", { "aria-hidden": "true" });
  const help = tag("div", { class: "nnlab-unseen", id: unique() },
    "Tab goes from column to column, arrow keys from part to part, Enter changes a number.");
  const frame = tag("div", { class: "nnlab-network-frame", role: "group", "aria-describedby": help.id });
  root.append(frame);
  const b = brush(canvas, root, signal, repaint), { pen, ink } = b;
  const paintCells = fieldPainter();
  const steps = [["\u2039", -1], ["\u203a", 1]].map(([sign, way]) => {
    const button = tag("button", { type: "button", class: "nnlab-network-step", tabindex: "-1" }, sign);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      const { selected } = part.values;
      if (editable(selected)) ask(selected, stepped(valueOf(selected), Number(way)), "set");
    });
    return button;
  });
  const cue = tag("div", { class: "nnlab-chip nnlab-network-cue", "aria-hidden": "true" }, "drag it"); // till a number was turned
  /** @type {any} */
  let net = null;
  let hovered = "", focused = "", held = "", seen = ""; // keys; seen: of the node that Python knows is looked at
  /** @type {any} */
  let editor = null; // {key, box, label, from: the value before, value, phase: of what was asked last}
  let asking = false, touched = false, before = ""; // whether Python has yet to answer an edit; whether a number was changed, and from what

  const editable = (key) => key.startsWith("p") && part.values.editable;
  const keyOf = (element) => element.closest?.("[data-key]")?.dataset.key ?? "";
  // What Python sent: the parameters' values, the nodes' a and z.
  function numbers() {
    const { numbers: { buffer, byteOffset: from, byteLength: size }, drawing: { links: { length } } } = part.values;
    const all = new Float64Array(buffer.slice(from, from + size));
    return [0, 1, 2, 3].map((row) => all.subarray(row * length, (row + 1) * length));
  }
  const valueOf = (key) => numbers()[0][Number(key.slice(1))] ?? 0;

  // ---- painting
  function paint() {
    const { drawing, text } = part.values;
    if (!drawing.sizes.length || !b.look()) return;
    if (net?.sizes !== drawing.sizes.join()) {
      editor = null; // it was about another network
      hovered = focused = held = "";
      net = new Wiring(drawing);
      frame.replaceChildren(canvas, net.drawing, net.buttons, net.words, ...steps, cue, help);
    }
    put(root, { "--natural": `${net.natural(drawing.layouts, b.room, b.em)}px` });
    net.place(drawing.layouts, b.room, root.clientHeight || net.height, b.em);
    const { width, height, scale } = net;
    put(frame, { width, height, "--wide": `${width}px`, "--scale": String(scale), "--text": `${Math.max(12.5, 14 * net.text).toFixed(1)}px`, "aria-label": text || "A network" });
    const [values, a, z, slopes] = numbers(), now = values.join(), steep = slopes.reduce((most, each) => Math.max(most, Math.abs(each) || 0), 1e-300);
    touched ||= Boolean(before) && before !== now;
    before = now;
    put(frame, { ".nnlab-network-slopes": slopes.length > 0 });
    net.params.forEach((param, k) => paintParameter(param, values[k], slopes[k], steep));
    net.nodes.forEach((node, k) => paintNode(node, a[k], z[k]));
    net.columns.forEach((column, k) => put(column, { text: drawing.below[k] }));
    paintMaps();
    paintStates();
    follow();
  }

  // Its value, or if there is one its slope: the steepest as wide as can be.
  function paintParameter(param, value, slope, steep) {
    const { stroke: [thin, perUnit, cap], spoken } = part.values.drawing, { line, element, from, to } = param, sloped = slope !== undefined;
    const v = sloped ? ((slope / steep) * (cap - thin)) / perUnit : value, figure = sloped ? `\u2202 ${number(slope, { figures: 2, plus: true })}` : signed(v);
    const name = line ? `weight from ${spoken[from]} to ${spoken[to]}` : `bias of ${spoken[to]}`;
    put(param.number, { text: line || sloped ? figure : `b ${figure}` });
    put(element, { "data-side": side(v), "aria-label": `${name}: ${signed(value)}${sloped ? `, gradient ${figure.slice(2)}` : ""}` });
    if (!line) return;
    const width = Math.min(thin + perUnit * (Math.abs(v) || 0), cap) * Math.min(Math.max(net.scale, 0.8), 1.6);
    const dash = v < 0 ? `${Math.max(5, width * 1.8).toFixed(1)} ${Math.max(4, width * 1.2).toFixed(1)}` : v > 0 ? "none" : "1.5 4";
    put(line, { class: side(v), "stroke-width": width.toFixed(2), "stroke-dasharray": dash });
    put(param.halo, { "stroke-width": (width + 10).toFixed(2) });
  }

  function paintNode({ key, node, element, number: answer, layer, title, sum }, a, z) {
    const { spoken, names, columns, room } = part.values.drawing;
    const says = known(a, (it) => number(it, { decimals: FEW })), adds = known(z, signed);
    const withSum = net.plan.words && adds;
    const words = layer ? [`${spoken[node]}: ${columns[layer]}`, adds && `z ${adds}`, says && `says ${says}`] : [spoken[node], says];
    put(answer, { text: says, hidden: !says || !room.sample });
    put(title, { text: room.compact ? "" : names[node] });
    put(sum, { text: withSum ? `z ${adds}` : "", hidden: !withSum, "data-side": side(z) });
    put(element, { "aria-label": words.filter(Boolean).join(", ") });
  }

  function paintMaps() {
    const { maps, drawing: { cells: n, crisp } } = part.values, four = tones(ink, "map");
    b.clear(net.width, net.height);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    const bytes = maps?.byteLength ? new Uint8Array(maps.buffer, maps.byteOffset, maps.byteLength) : new Uint8Array();
    net.at.forEach(([x, y], k) => {
      const size = Math.round(net.sides[k] * b.dpr), left = Math.round(x * b.dpr - size / 2), top = Math.round(y * b.dpr - size / 2);
      const own = bytes.subarray(k * n * n, (k + 1) * n * n), blank = n < 1 || own.length !== n * n || (n === 1 && own[0] === 0);
      b.within(left, top, size, size, () => {
        b.fill(ink.panel, () => pen.rect(left, top, size, size));
        if (!blank) paintCells(pen, own, n, four, Boolean(crisp[k]), left, top, size);
      }, 0.2 * size);
    });
  }

  // What is selected, lit. What leads to the chosen neuron is at full strength.
  function paintStates() {
    const { selected } = part.values, lit = new Set(part.values.lit);
    const open = editor?.key ?? held, focus = net.parts.get(selected), heard = focus && (focus.node ?? focus.to);
    for (const [key, each] of net.parts) {
      const chosen = key === selected, on = chosen || [hovered, focused, open].includes(key);
      put(each.element, { ".nnlab-network-on": on, ".nnlab-network-selected": chosen, ".nnlab-network-lit": lit.has(key) });
      put(each.element, { "aria-pressed": String(chosen) });
      if (!each.line) continue;
      const faded = focus && each.to !== heard;
      put(each.line, { "stroke-opacity": faded && key !== open ? "0.5" : "1" });
      put(each.halo, { class: chosen ? "selected" : key === hovered || key === open ? "on" : "" });
    }
    paintSteps(editor || !editable(selected) ? undefined : focus);
    const looked = [hovered, focused].find((key) => key[0] === "n") ?? "";
    if (!part.values.looks || looked === seen) return;
    seen = looked;
    part.send({ type: "look", part: seen }, "look");
  }

  // The chosen number's steppers, beside it; on a short link close to it, on a very short one above and below.
  function paintSteps(focus) {
    const text = Math.min(Math.max(net.text, 1), 1.5), room = focus?.line ? net.between(focus) : Infinity;
    const half = [ROOMY, SNUG].map((px) => px * text).find((px) => 2 * px + 22 < room), across = half ? 1 : 0;
    const [x, y] = focus?.middle ?? [0, 0], edge = across ? (half ?? 0) + 16 : 0;
    const middle = Math.min(Math.max(x, edge), net.width - edge);
    put(frame, { ".nnlab-network-tight": room < 2 * ROOMY * text + 22, ".nnlab-network-upright": !across, ".nnlab-network-asks": part.values.editable && !touched });
    steps.forEach((button, k) => {
      const by = (k ? 1 : -1) * (half ?? UPRIGHT * text);
      put(button, { hidden: !focus, left: middle + (across ? by : 0), top: y - (across ? 0 : by), "aria-label": `${GRID} ${k ? "more" : "less"}` });
    });
    put(cue, { hidden: touched || b.gone || !(part.values.editable && focus?.line), left: middle, top: Math.max(1.1 * b.em, y - (across ? 2.4 * b.em : UPRIGHT * text + 1.9 * b.em)) });
    if (focus) put(focus.element, { left: middle });
  }

  // ---- telling Python
  function hover(key) {
    if (hovered === key) return;
    hovered = key;
    paintStates();
  }
  // Of a part's moves the newest waits for a busy kernel, of all parts none is lost.
  function ask(key, value, phase) {
    asking = touched = true;
    part.send({ type: "edit", part: key, value, phase }, phase === "move" ? `edit ${key}` : "event");
  }
  const focusOn = (key) => net.parts.get(key)?.element.focus({ preventScroll: true });

  // ---- the number box that appears on a link
  function open(key, text = null) {
    close();
    const { element, middle } = net.parts.get(key), from = valueOf(key), half = 46 * net.scale;
    const box = numberBox({
      kind: "nnlab-network-editor", say,
      take: (value) => edit(value, "set"),
      step({ steps, big }) {
        edit(stepped(editor.value, big ? steps / GRID : steps), "move");
      },
      done({ key: pressed }) {
        if (pressed !== "Tab") close(pressed === "Escape" ? "cancel" : "set");
        if (pressed !== "Tab") focusOn(key);
      },
    });
    const label = `${element.getAttribute("aria-label").split(":")[0]}: type a number`;
    put(box.box, { left: Math.min(Math.max(middle[0], half), net.width - half), top: middle[1] });
    editor = { key, box, label, from, value: from, phase: "" };
    frame.append(box.box);
    show(from);
    box.box.focus({ preventScroll: true });
    if (text === null) box.box.select();
    else box.box.value = text;
    box.box.addEventListener("blur", () => close());
    paintStates();
  }
  const show = (value) => editor.box.show(number(value, { decimals: FEW }), editor.label);
  function edit(value, phase) {
    Object.assign(editor, { value, phase });
    show(value);
    say("");
    ask(editor.key, value, phase);
  }
  function close(phase = "set") {
    if (!editor) return;
    const { key, box, from, value } = editor;
    if (phase === "cancel") {
      say("");
      if (value !== from) ask(key, from, "cancel");
    } else if (box.read() && editor.phase === "move") ask(key, editor.value, "set");
    editor = null;
    box.box.remove();
    paintStates();
  }
  // Python may give a part another value than was asked for.
  function follow() {
    const now = editor && valueOf(editor.key);
    if (!editor || asking || now === editor.value) return;
    editor.value = now;
    show(now);
  }
  function idle() {
    asking = false;
    follow();
  }

  // ---- hands and keys
  const at = (place, event) => {
    const own = keyOf(event.target);
    return own.startsWith("n") ? own : net.under(place, event.pointerType === "touch" ? 22 : 12) || own;
  };
  // A first tap chooses, one on what is chosen opens its number.
  const choose = (key) => { if (key !== part.values.selected || !editable(key)) part.send({ type: "choose", part: key }); };
  hands(frame, canvas, signal, {
    pick(place, event) {
      if (event.target === editor?.box.box || steps.includes(event.target)) return null;
      close();
      const key = at(place, event);
      focusOn(key);
      return key && { key, held: editable(key), cursor: "ew-resize", from: valueOf(key), last: valueOf(key) };
    },
    drag(phase, [dx], item) {
      const going = phase === "start" || phase === "move", { key, from, last } = item;
      const value = phase === "cancel" ? from : round(Math.round((from + (dx * PER_PIXEL) / Math.max(1, net.scale)) / PER_PIXEL) * PER_PIXEL);
      item.last = value;
      held = going ? key : "";
      paintStates();
      if (value !== last || !going) ask(key, value, going ? "move" : phase === "end" ? "set" : "cancel");
    },
    tap(item) {
      if (!item) return;
      if (editable(item.key) && item.key === part.values.selected) open(item.key);
      else choose(item.key);
    },
    hover(place, event) {
      const key = place && !editor ? at(place, event) : "";
      hover(key);
      return !key ? "" : editable(key) ? "ew-resize" : "pointer";
    },
    keyed(element) {
      const key = keyOf(element);
      if (key) choose(key);
      if (editable(key)) open(key);
    },
  });

  const listen = (name, handler) => frame.addEventListener(name, handler, { signal });
  listen("focusin", (event) => {
    const key = keyOf(event.target);
    if (!key) return;
    net.stop(key);
    focused = key;
    hovered = "";
    paintStates();
  });
  listen("focusout", (event) => {
    if (frame.contains(event.relatedTarget)) return;
    focused = "";
    paintStates();
  });
  listen("keydown", (event) => {
    const key = keyOf(event.target);
    if (!key) return;
    if (/^[-+.,\d\u2212]$/.test(event.key) && editable(key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      open(key, event.key);
      return;
    }
    const asked = way(event);
    if (asked) focusOn(net.neighbour(key, asked));
  });
  signal.addEventListener("abort", () => { editor = null; });
  return { paint, idle };
};
