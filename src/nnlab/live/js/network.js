// The network: links, nodes and their numbers. Paints what Python sent, reports what the reader
// points at, chooses and changes. Python says where things lie, for a few widths; here they become
// pixels. Parts go by their key: "n3" is node 3, counted from the inputs, "p7" parameter 7.

import { fieldPainter } from "./field.js";
import { notANumber, number, readNumber } from "./numbers.js";
import { tag, view } from "./view.js";

const FEW = 2, MANY = 4; // decimals of weights and answers, and of gradients and blame
const REACH = { mouse: 12, pen: 12, touch: 22 }; // px from a link's middle line
const SLOP = 4; // px that a pointer may wander while it clicks
const PER_PIXEL = 0.05; // what a drag adds to a weight for each px
const KEPT = 20; // edits that may wait for a busy kernel
const SVG = "http://www.w3.org/2000/svg";

const numbersOf = (data) => data?.byteLength
  ? new Float64Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)) : null;
const signed = (value, decimals) => number(value, { decimals, plus: true });
const side = (value) => (value > 0 ? "positive" : value < 0 ? "negative" : "zero");

/** @import { View, NetworkValues } from "./types" */

export default view(/** @param {View<NetworkValues>} v */ ({ root, el, model, signal, change, send, onPaint, say }) => {
  el.classList.add("nnlab-network");
  const canvas = tag("canvas", { "aria-hidden": "true" });
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("aria-hidden", "true");
  const parts = tag("div", { class: "nnlab-network-parts" });
  const words = tag("div", { class: "nnlab-network-words", "aria-hidden": "true" });
  const help = tag("div", { class: "nnlab-unseen", id: `nnlab-${crypto.randomUUID?.() ?? Math.random()}` },
    "Tab goes from column to column, arrow keys from part to part, Enter changes a number.");
  const frame = tag("div", { class: "nnlab-network-frame", role: "group", "aria-describedby": help.id },
    canvas, drawing, parts, words, help);
  const detail = tag("div", { class: "nnlab-panel nnlab-network-detail" });
  const voice = tag("div", { class: "nnlab-unseen", "aria-live": "polite" });
  root.append(frame, detail, voice);

  const pen = canvas.getContext("2d");
  const paintCells = fieldPainter(), ink = {}; // the theme's colours, by name
  const keyOf = new WeakMap(); // a button's part
  let net = null; // sizes, and the elements made for them
  let wide = 0; // the width there is, in px
  let laid = null; // how it is laid out: px
  let hovered = "", focused = "", told = ""; // keys
  let editor = null, press = null, drag = null;

  // ---- elements: one button a part, in a group a column
  function build(sizes) {
    const box = editor?.box;
    editor = press = drag = null; // they were about another network
    box?.remove();
    hovered = focused = told = "";
    drawing.replaceChildren();
    parts.replaceChildren();
    words.replaceChildren();
    const halos = drawing.appendChild(document.createElementNS(SVG, "g"));
    const lines = drawing.appendChild(document.createElementNS(SVG, "g"));
    net = { sizes: sizes.join(), nodes: [], links: [], params: [], columns: [], groups: [], column: new Map() };
    let node = 0;
    const button = (key, kind, column) => {
      const element = tag("button", { type: "button", tabindex: "-1", class: `nnlab-network-part nnlab-network-${kind}` });
      keyOf.set(element, key);
      net.groups[column].element.append(element);
      net.groups[column].keys.push(key);
      net.column.set(key, column);
      return element;
    };
    const text = (kind) => words.appendChild(tag("div", { class: `nnlab-network-${kind}` }));
    sizes.forEach((n, layer) => {
      if (layer > 0) {
        net.groups.push({ element: parts.appendChild(tag("div", { role: "group" })), keys: [], stop: "" });
        for (let j = 0; j < n; j++) {
          for (let i = 0; i <= sizes[layer - 1]; i++) {
            const key = `p${net.params.length}`;
            if (i === sizes[layer - 1]) { // a bias stands with its neuron
              net.params.push({ key, to: node + j, bias: true });
              continue;
            }
            const element = button(key, "weight", net.groups.length - 1);
            const [weight, box] = ["weight", "gradient"].map((kind) => element.appendChild(tag("span", { class: `nnlab-network-${kind}-number` })));
            const halo = halos.appendChild(document.createElementNS(SVG, "path"));
            const line = lines.appendChild(document.createElementNS(SVG, "path"));
            const mark = text("mark");
            const link = { key, element, weight, box, halo, line, mark, from: node - sizes[layer - 1] + i, to: node + j, dots: [] };
            net.params.push(link);
            net.links.push(link);
          }
        }
      }
      net.groups.push({ element: parts.appendChild(tag("div", { role: "group" })), keys: [], stop: "" });
      for (let j = 0; j < n; j++, node++) {
        const key = `n${node}`, element = button(key, "node", net.groups.length - 1);
        const value = element.appendChild(tag("span", { class: "nnlab-network-value" }));
        const name = text("name");
        net.nodes.push({ key, element, value, name, title: name.appendChild(tag("span")), z: name.appendChild(tag("span")) });
        if (layer > 0) {
          const bias = net.params.find((param) => param.bias && param.to === node);
          bias.element = button(bias.key, "bias", net.groups.length - 1);
          bias.weight = bias.element.appendChild(tag("span", { class: "nnlab-network-weight-number" }));
          bias.box = bias.element.appendChild(tag("span", { class: "nnlab-network-gradient-number" }));
        }
      }
      net.columns.push(text("column"));
    });
    net.parts = new Map([...net.nodes, ...net.params].map((part) => [part.key, part]));
    net.groups.forEach((group, column) => {
      if (!group.keys.includes(focused)) group.stop = group.keys[0];
      net.parts.get(group.stop).element.tabIndex = 0;
      group.element.setAttribute("aria-label", model.get("groups")[column] ?? "");
    });
    laid = null;
    painted = null;
  }

  // ---- layout: the widest that fits, scaled with the text and stretched to the width there is
  function layOut(size) {
    const scale = size / 15, room = wide / scale, all = model.get("layouts");
    let plan = all[0];
    for (const each of all) if (each.width <= room) plan = each;
    const key = [scale, wide, window.devicePixelRatio].join();
    if (laid && laid.plan === plan && laid.key === key) return false;
    const stretch = Math.max(1, (room - 2 * plan.margin) / (plan.width - 2 * plan.margin));
    const across = Math.max(plan.width, room);
    const place = ([x, y]) => [
      (plan.down ? x + (across - plan.width) / 2 : plan.margin + (x - plan.margin) * stretch) * scale, y * scale];
    laid = { plan, key, scale, width: across * scale, height: plan.height * scale, node: plan.node * scale, at: plan.nodes.map(place), place };
    frame.style.width = drawing.style.width = `${laid.width}px`;
    frame.style.height = drawing.style.height = `${laid.height}px`;
    frame.style.setProperty("--scale", scale);
    drawing.setAttribute("viewBox", `0 0 ${laid.width} ${laid.height}`);

    const half = laid.node / 2, pitch = (laid.width - 2 * plan.margin * scale) / (plan.columns.length - 1) - 4 * scale;
    const put = (/** @type {HTMLElement} */ element, /** @type {number[]} */ [x, y]) => { element.style.left = `${x}px`; element.style.top = `${y}px`; };
    net.nodes.forEach((node, k) => {
      const [x, y] = laid.at[k];
      put(node.element, [x, y]);
      node.element.style.width = node.element.style.height = `${laid.node}px`;
      put(node.name, [x, y - half - 1 * scale]);
      node.name.style.maxWidth = `${plan.down ? 2 * half + 8 * scale : Math.max(pitch, 2 * half)}px`;
    });
    net.columns.forEach((column, k) => {
      put(column, place(plan.columns[k]));
      column.classList.toggle("nnlab-network-left", plan.down);
    });
    net.params.forEach((param, k) => {
      const t = plan.labels[k];
      param.placed = t !== null;
      if (param.bias) {
        const [x, y] = laid.at[param.to];
        param.middle = param.placed ? [x, y + half + 12 * scale] : [x - half + 3 * scale, y + half - 3 * scale];
      } else {
        const [x0, y0] = laid.at[param.from], [x1, y1] = laid.at[param.to];
        const [a, b] = plan.down ? [[x0, y0 + half], [x1, y1 - half - 18 * scale]] : [[x0 + half, y0], [x1 - half, y1]];
        const c = plan.down ? [[a[0], (a[1] + b[1]) / 2], [b[0], (a[1] + b[1]) / 2]] : [[(a[0] + b[0]) / 2, a[1]], [(a[0] + b[0]) / 2, b[1]]];
        const curve = (s) => [0, 1].map((i) => (1 - s) ** 3 * a[i] + 3 * s * (1 - s) ** 2 * c[0][i] + 3 * s * s * (1 - s) * c[1][i] + s ** 3 * b[i]);
        const path = `M${a} C${c[0]} ${c[1]} ${b}`;
        param.line.setAttribute("d", path);
        param.halo.setAttribute("d", path);
        param.dots = Array.from({ length: 25 }, (_, s) => curve(s / 24));
        param.middle = curve(t ?? 0.5);
        const stacked = plan.marks[k] === "above";
        put(param.mark, stacked ? [param.middle[0], param.middle[1] - 20.5 * scale] : curve(plan.marks[k] ?? 0.5));
        param.markPlaced = plan.marks[k] !== null;
      }
      put(param.element, param.middle);
      param.element.classList.toggle("nnlab-network-bare", !param.placed);
      param.element.classList.toggle("nnlab-network-boxless", !plan.boxes[k]);
    });
    return true;
  }

  // ---- painting
  // What is on the page is remembered: asking the page for it would cost as much as writing it.
  const memo = new WeakMap();
  const changed = (element, slot, value) => {
    let kept = memo.get(element);
    if (!kept) memo.set(element, (kept = {}));
    if (kept[slot] === value) return false;
    kept[slot] = value;
    return true;
  };
  const write = (element, text) => { if (changed(element, "text", text)) element.textContent = text; };
  const mark = (element, name, value) => { if (changed(element, name, value)) element.setAttribute(name, value); };
  const hide = (element, hidden) => { if (changed(element, "hidden", hidden)) element.hidden = hidden; };
  const set = (element, name, on) => { if (changed(element, `.${name}`, on)) element.classList.toggle(name, on); };

  function paint() {
    const sizes = model.get("sizes");
    wide = root.clientWidth || wide; // hidden for a moment while the theme changes
    if (!root.isConnected || !wide || !sizes.length) return; // the ResizeObserver calls again
    if (net?.sizes !== sizes.join()) build(sizes);
    const look = getComputedStyle(root); // all of it before anything is written
    for (const name of ["paper", "panel", "field-negative", "neutral", "field-positive"]) ink[name] = look.getPropertyValue(`--nnlab-${name}`).trim();
    layOut(parseFloat(look.fontSize) || 15);
    const [values, gradients, blame, a, z] = /** @type {const} */ (["values", "gradients", "blame", "a", "z"]).map((name) => numbersOf(model.get(name)));
    const boxes = model.get("boxes"), [thin, perUnit, cap] = model.get("stroke");
    const names = model.get("spoken"), shown = model.get("names");
    const above = model.get("above");
    const bold = Math.max(0, laid.scale - 1) * 2.4; // for the back row

    net.params.forEach((param, k) => {
      const g = gradients?.[k], hasG = boxes && gradients && !Number.isNaN(g);
      const figure = signed(values[k], FEW);
      write(param.weight, param.bias ? `b ${figure}` : figure);
      write(param.box, hasG ? signed(g, MANY) : "");
      hide(param.box, !hasG);
      mark(param.element, "data-side", side(values[k]));
      let name = param.bias ? `bias of ${names[param.to]}: ${signed(values[k], FEW)}` : `weight from ${names[param.from]} to ${names[param.to]}: ${signed(values[k], FEW)}`;
      if (hasG) name += `, gradient ${signed(g, MANY)}`;
      if (param.bias) return mark(param.element, "aria-label", name);
      const back = blame && !Number.isNaN(blame[k]) ? signed(blame[k], MANY) : "";
      write(param.mark, back && `\u25c2 ${back}`);
      if (back) name += `, blame ${back}`;
      mark(param.element, "aria-label", name);
      const v = values[k], width = (Math.min(thin + perUnit * (Math.abs(v) || 0), cap)) * laid.scale + bold;
      mark(param.line, "class", side(v));
      mark(param.line, "stroke-width", width.toFixed(2));
      mark(param.line, "stroke-dasharray", v < 0 ? `${(5 + width).toFixed(1)} ${(3 + width).toFixed(1)}` : v > 0 ? "none" : `${bold + 1.5} ${bold + 4}`);
      mark(param.halo, "stroke-width", (width + 8).toFixed(2));
    });
    net.nodes.forEach((node, k) => {
      const value = a && !Number.isNaN(a[k]) ? number(a[k], { decimals: FEW }) : "";
      const sum = z && !Number.isNaN(z[k]) ? signed(z[k], FEW) : "";
      write(node.value, value);
      hide(node.value, !value);
      write(node.title, above[node.key] ?? shown[k]);
      const withZ = laid.plan.words && sum && above[node.key] === undefined;
      write(node.z, withZ ? `z ${sum}` : "");
      hide(node.z, !withZ);
      mark(node.z, "data-side", side(z?.[k] ?? 0));
      const column = net.column.get(node.key) / 2, bend = model.get("columns")[column];
      mark(node.element, "aria-label", [column ? `${names[k]}: ${bend}` : names[k], sum && `z ${sum}`, value && `${column ? "says " : ""}${value}`].filter(Boolean).join(", "));
    });
    keepInside();
    net.columns.forEach((column, k) => write(column, model.get("columns")[k] ?? ""));
    mark(frame, "aria-label", model.get("text") || "A network");
    paintMaps();
    paintStates();
    paintDetail();
    follow(values);
  }

  // Words at the edges stay inside.
  function keepInside() {
    const edge = net.nodes.filter((node) => [0, net.columns.length - 1].includes(net.column.get(node.key) / 2) || laid.plan.down);
    const said = [laid.key, laid.plan.width, ...edge.map((node) => node.name.textContent)].join("\n");
    if (net.inside === said) return;
    net.inside = said;
    const pairs = edge.map((node) => [node.name, laid.at[net.nodes.indexOf(node)][0], node.name.offsetWidth / 2]);
    for (const [each, x, half] of pairs) each.style.left = `${Math.min(Math.max(x, half), Math.max(half, laid.width - half))}px`;
  }

  let painted = null; // what the canvas shows
  function paintMaps() {
    const maps = model.get("maps"), n = model.get("cells"), crisp = model.get("crisp"), a = model.get("a");
    const key = [laid.key, laid.plan.node, ...Object.values(ink)].join();
    if (painted && painted.maps === maps && painted.key === key && painted.plan === laid.plan && painted.a === a) return;
    painted = { maps, key, a, plan: laid.plan };
    const dpr = window.devicePixelRatio || 1;
    const [width, height] = [laid.width, laid.height].map((v) => Math.round(v * dpr));
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width; canvas.height = height;
      canvas.style.width = `${laid.width}px`; canvas.style.height = `${laid.height}px`;
    }
    pen.clearRect(0, 0, width, height);
    const bytes = maps?.byteLength ? new Uint8Array(maps.buffer, maps.byteOffset, maps.byteLength) : null;
    laid.at.forEach(([x, y], k) => {
      const size = Math.round(laid.node * dpr), left = Math.round(x * dpr - size / 2), top = Math.round(y * dpr - size / 2);
      pen.save();
      pen.beginPath();
      pen.roundRect(left, top, size, size, 8 * laid.scale * dpr);
      pen.clip();
      pen.fillStyle = ink.panel;
      pen.fillRect(left, top, size, size);
      const own = bytes?.subarray(k * n * n, (k + 1) * n * n);
      if (own?.length === n * n && n > 0 && !(n === 1 && own[0] === 0)) paintCells(pen, own, n, ink, Boolean(crisp[k]), left, top, size);
      pen.restore();
    });
  }

  // What is selected, outlined, lit, pointed at.
  function paintStates() {
    const selected = model.get("selected"), outline = new Set(model.get("outline")), lit = new Set(model.get("lit"));
    const open = editor?.key ?? drag?.key ?? "", looked = hovered || focused;
    for (const [key, part] of net.parts) {
      const on = key === hovered || key === focused || key === open || key === selected || outline.has(key) || outline.has(`${key}.gradient`) || outline.has(`${key}.weight`);
      set(part.element, "nnlab-network-on", on);
      set(part.element, "nnlab-network-selected", key === selected || outline.has(key));
      set(part.element, "nnlab-network-lit", lit.has(key));
      if (part.weight) set(part.weight, "nnlab-network-outlined", outline.has(`${key}.weight`));
      if (part.box) set(part.box, "nnlab-network-outlined", outline.has(`${key}.gradient`));
      if (part.value) set(part.value, "nnlab-network-outlined", outline.has(`${key}.a`));
      if (part.name) set(part.name, "nnlab-network-outlined", outline.has(`${key}.z`));
      if (part.mark) {
        set(part.mark, "nnlab-network-outlined", outline.has(`${key}.blame`));
        hide(part.mark, !memo.get(part.mark)?.text || !(part.markPlaced || on || outline.has(`${key}.blame`)));
      }
      if (part.halo) {
        const heard = looked === net.nodes[part.to].key; // a term of the sum that is told
        mark(part.halo, "class", key === selected || outline.has(key) ? "selected" : key === looked || key === open ? "on" : lit.has(key) || heard ? "lit" : "");
      }
      if (part.value) mark(part.element, "aria-pressed", String(key === selected));
    }
  }

  let html = null, timer = 0;
  function paintDetail() {
    detail.hidden = !model.get("panel");
    if (html === model.get("detail")) return;
    const first = html === null;
    html = model.get("detail");
    detail.innerHTML = html; // built in Python, with everything escaped
    clearTimeout(timer);
    if (!first && !detail.hidden) timer = setTimeout(() => { voice.textContent = detail.innerText; }, 700);
  }

  // ---- which part, and telling Python about it
  const here = (event) => {
    const box = frame.getBoundingClientRect(), zoom = box.width / frame.offsetWidth || 1;
    return [(event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom];
  };
  function under(event) {
    const own = keyOf.get(event.target.closest?.("button"));
    if (own?.startsWith("n")) return own;
    const [x, y] = here(event), reach = REACH[event.pointerType] ?? 12;
    let best = "", least = Math.max(16 * laid.scale, reach);
    for (const { key, middle, placed } of net?.params ?? []) { // a number: the nearest
      const away = Math.max(0, Math.abs(x - middle[0]) - 26 * laid.scale) + Math.abs(y - middle[1]);
      if (placed && away < least) { least = away; best = key; }
    }
    if (best || own) return best || own;
    least = reach;
    for (const link of net?.links ?? []) {
      for (const [px, py] of link.dots) {
        const away = Math.hypot(px - x, py - y);
        if (away < least) { least = away; best = link.key; }
      }
    }
    return best;
  }
  function lookAt() {
    const key = drag?.key || editor?.key || hovered || focused;
    if (key === told) return;
    told = key;
    change({ look: key ? { part: key } : {} }, { silent: true });
  }
  const hover = (key) => {
    if (hovered === key) return;
    hovered = key;
    paintStates();
    lookAt();
  };
  const focusOn = (key) => {
    net.parts.get(key)?.element.focus({ preventScroll: true });
  };

  // Edits wait for a busy kernel in one trait: of a part the newest is kept, of all parts none is lost.
  function ask(key, value, phase) {
    const { n = 0, last = [] } = model.get("edit");
    const kept = last.filter(([, other, , was]) => !(other === key && was === "move")).slice(1 - KEPT);
    change({ edit: { n: n + 1, last: [...kept, [n + 1, key, value, phase]] } }, { silent: true });
  }
  const valueOf = (key) => numbersOf(model.get("values"))?.[Number(key.slice(1))] ?? 0;
  const round = (value) => Number(value.toFixed(10));

  // ---- the number box that appears on a link
  function open(key, text = null) {
    if (!model.get("editable") || !key.startsWith("p")) return;
    if (editor) close("set");
    const part = net.parts.get(key);
    const value = valueOf(key);
    const box = tag("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", class: "nnlab-network-editor nnlab-number",
      "aria-label": `${part.element.getAttribute("aria-label").split(":")[0]}: type a number` });
    const half = 46 * laid.scale;
    box.style.left = `${Math.min(Math.max(part.middle[0], half), laid.width - half)}px`;
    box.style.top = `${part.middle[1]}px`;
    const shown = number(value, { decimals: FEW });
    box.value = text ?? shown;
    editor = { key, box, from: value, value, shown, sent: new Set([value]), before: value };
    frame.append(box);
    box.focus({ preventScroll: true });
    if (text === null) box.select();
    box.addEventListener("keydown", onKey);
    box.addEventListener("blur", () => close("set", false));
    paintStates();
    lookAt();
  }
  function take(value, phase = "set") {
    editor.value = value;
    editor.sent.add(value);
    editor.shown = number(value, { decimals: FEW });
    editor.box.value = editor.shown;
    say("");
    ask(editor.key, value, phase);
  }
  // What was typed, if it is a number.
  function typed() {
    if (editor.box.value === editor.shown) return true;
    const value = readNumber(editor.box.value);
    if (!Number.isFinite(value)) {
      say(notANumber(editor.box.value));
      editor.box.value = editor.shown;
      return false;
    }
    take(value);
    return true;
  }
  function close(phase, back = true) {
    if (!editor) return;
    const { key, box } = editor;
    if (phase === "cancel") {
      if (editor.value !== editor.from) ask(key, editor.from, "cancel");
      say("");
    } else typed();
    editor = null;
    box.remove();
    if (back) focusOn(key);
    paintStates();
    lookAt();
  }
  const STEPS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 4, PageDown: -4 };
  function onKey(event) {
    event.stopPropagation();
    if (event.key === "Enter") { event.preventDefault(); close("set"); }
    else if (event.key === "Escape") { event.preventDefault(); close("cancel"); }
    else if (event.key === "Tab") close("set"); // and on from the link
    else if (STEPS[event.key] && !/Left|Right/.test(event.key)) {
      event.preventDefault();
      if (!typed()) return;
      const grid = model.get("step"), by = STEPS[event.key] * (event.shiftKey ? 1 / grid : 1), at = editor.value / grid;
      const next = by > 0 ? Math.floor(at + 1e-9) + by : Math.ceil(at - 1e-9) + by;
      take(round(next * grid), "move");
      editor.box.select();
    }
  }
  // Python may give a part another value than was asked for.
  function follow(values) {
    if (!editor || !values) return;
    const now = values[Number(editor.key.slice(1))];
    if (now === editor.before) return;
    editor.before = now;
    if (editor.sent.has(now) || editor.box.value !== editor.shown) return;
    editor.value = now;
    editor.shown = editor.box.value = number(now, { decimals: FEW });
  }

  // ---- pointer and touch
  const listen = (name, handler, options = {}) => frame.addEventListener(name, handler, { signal, ...options });
  listen("pointerdown", (event) => {
    if (event.button !== 0 || !net || event.target === editor?.box) return;
    const key = under(event);
    if (editor) close("set", false);
    press = key ? { key, pointer: event.pointerId, x: event.clientX, y: event.clientY } : null;
    if (!key) return;
    event.preventDefault(); // no selection of text; we say what gets the focus
    focusOn(key);
  });
  listen("pointermove", (event) => {
    if (!net) return;
    if (press && event.pointerId === press.pointer) {
      const dx = event.clientX - press.x, dy = event.clientY - press.y;
      if (!drag && Math.hypot(dx, dy) > SLOP) {
        if (Math.abs(dx) < Math.abs(dy) && event.pointerType === "touch") { press = null; return; }
        if (press.key.startsWith("p") && model.get("editable")) {
          drag = { key: press.key, from: valueOf(press.key), value: valueOf(press.key) };
          frame.setPointerCapture(event.pointerId);
          frame.classList.add("nnlab-network-dragging");
          lookAt();
        }
      }
      if (drag) {
        const value = round(Math.round((drag.from + dx * PER_PIXEL / laid.scale) / PER_PIXEL) * PER_PIXEL);
        if (value !== drag.value) { drag.value = value; ask(drag.key, value, "move"); }
      }
    } else if (event.pointerType !== "touch" && !editor) {
      const key = under(event);
      frame.style.cursor = !key ? "" : key.startsWith("p") && model.get("editable") ? "ew-resize" : "pointer";
      hover(key);
    }
  });
  function letGo(phase) {
    if (drag) {
      const { key, from, value } = drag;
      drag = null;
      if (value !== from) ask(key, phase === "cancel" ? from : value, phase);
    }
    press = null;
    frame.classList.remove("nnlab-network-dragging");
    paintStates();
    lookAt();
  }
  listen("pointerup", (event) => {
    if (!press || event.pointerId !== press.pointer) return;
    const { key } = press, moved = Boolean(drag) || Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLOP;
    letGo("set");
    handled = true;
    if (!moved) act(key);
  });
  listen("pointercancel", (event) => { if (press?.pointer === event.pointerId) letGo("cancel"); });
  listen("lostpointercapture", (event) => { if (press?.pointer === event.pointerId) letGo("set"); });
  listen("pointerleave", (event) => { if (event.pointerType !== "touch" && !drag) hover(""); });

  const act = (key) => {
    if (key.startsWith("p") && model.get("editable")) open(key);
    else send({ type: "choose", part: key });
  };
  let handled = false; // a pointer's own click comes after its pointerup, and is no second one
  listen("click", (event) => { // Enter, Space, or a screen reader's own click
    const key = keyOf.get(event.target.closest?.("button")), again = handled && event.detail > 0;
    handled = false;
    if (key && !again) act(key);
  });

  // ---- keyboard
  listen("focusin", (event) => {
    const key = keyOf.get(event.target);
    if (!key) return;
    const group = net.groups[net.column.get(key)]; // Tab comes back to where it was
    net.parts.get(group.stop).element.tabIndex = -1;
    group.stop = key;
    net.parts.get(key).element.tabIndex = 0;
    focused = key;
    hovered = "";
    paintStates();
    lookAt();
  });
  listen("focusout", (event) => {
    if (frame.contains(event.relatedTarget)) return;
    focused = "";
    paintStates();
    lookAt();
  });
  listen("keydown", (event) => {
    const key = keyOf.get(event.target);
    if (event.key === "Escape" && drag) { event.preventDefault(); event.stopPropagation(); return letGo("cancel"); }
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[-+.,\d\u2212]$/.test(event.key) && key.startsWith("p") && model.get("editable")) {
      event.preventDefault();
      event.stopPropagation();
      return open(key, event.key);
    }
    const next = neighbour(key, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (next) focusOn(next);
  });

  // The part that an arrow key leads to; "" if there is none, null if the key is not ours.
  function neighbour(key, pressedKey) {
    const flow = laid.plan.down ? { ArrowDown: 1, ArrowUp: -1 } : { ArrowRight: 1, ArrowLeft: -1 };
    const across = laid.plan.down ? { ArrowRight: 1, ArrowLeft: -1 } : { ArrowDown: 1, ArrowUp: -1 };
    const column = net.column.get(key), { keys } = net.groups[column], part = net.parts.get(key);
    if (pressedKey === "Home") return keys[0];
    if (pressedKey === "End") return keys[keys.length - 1];
    if (across[pressedKey]) return keys[keys.indexOf(key) + across[pressedKey]] ?? "";
    const way = flow[pressedKey];
    if (!way) return null;
    if (part.line) return net.nodes[way > 0 ? part.to : part.from].key;
    const node = part.bias ? part.to : Number(key.slice(1));
    return net.links.find((link) => (way > 0 ? link.from : link.to) === node)?.key ?? "";
  }

  const sizes = new ResizeObserver(paint);
  sizes.observe(root);
  window.addEventListener("resize", paint, { signal }); // zooming changes the pixels
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    clearTimeout(timer);
    editor = press = drag = null;
  });
  onPaint(paint);
});
