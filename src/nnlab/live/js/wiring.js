// The network's elements, made once for its sizes, and where they stand.

import { put, tag } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

// One button a part, in a group a column, and for each link two paths. Parts go by their key: "n3" is
// node 3, counted from the inputs, "p7" parameter 7.
export class Wiring {
  constructor(sizes, groups) {
    this.sizes = sizes.join();
    this.drawing = document.createElementNS(SVG, "svg");
    this.drawing.setAttribute("aria-hidden", "true");
    this.buttons = tag("div", { class: "nnlab-network-parts" });
    this.words = tag("div", { class: "nnlab-network-words", "aria-hidden": "true" });
    this.nodes = [];
    this.params = [];
    this.columns = []; // the words below each
    this.groups = []; // {element, keys, stop: where Tab comes back to}
    this.parts = new Map(); // by key
    this.plan = this.at = null; // of the layout that fits, as Python says it, and the nodes' places in px
    this.room = this.scale = this.node = this.width = this.height = 0;
    this.inside = "";
    const [halos, lines] = [0, 1].map(() => this.drawing.appendChild(document.createElementNS(SVG, "g")));
    const path = (into) => into.appendChild(document.createElementNS(SVG, "path"));
    const word = (kind) => this.words.appendChild(tag("div", { class: `nnlab-network-${kind}` }));
    let first = 0; // node of this layer
    sizes.forEach((n, layer) => {
      const heard = layer ? sizes[layer - 1] : 0, biases = [];
      if (layer) this.group(groups);
      for (let j = 0; layer && j < n; j++) {
        for (let i = 0; i < heard; i++) {
          this.params.push(this.part(`p${this.params.length}`, "weight", ["weight-number", "gradient-number"], {
            from: first - heard + i, to: first + j, halo: path(halos), line: path(lines), mark: word("mark"), dots: [],
          }));
        }
        biases.push(this.params.push(null) - 1); // it stands with its neuron
      }
      this.group(groups);
      for (let j = 0; j < n; j++) {
        const name = word("name");
        this.nodes.push(this.part(`n${first + j}`, "node", ["value"], {
          node: first + j, layer, name, title: name.appendChild(tag("span")), sum: name.appendChild(tag("span")),
        }));
        if (layer) this.params[biases[j]] = this.part(`p${biases[j]}`, "bias", ["weight-number", "gradient-number"], { bias: true, to: first + j });
      }
      this.columns.push(word("column"));
      first += n;
    });
    this.links = this.params.filter((param) => param.line);
    for (const group of this.groups) this.stop(group.keys[0]);
  }

  group(names) {
    const label = names[this.groups.length] ?? "";
    this.groups.push({ element: this.buttons.appendChild(tag("div", { role: "group", "aria-label": label })), keys: [], stop: "" });
  }

  part(key, kind, pieces, more) {
    const group = this.groups.at(-1);
    const element = tag("button", { type: "button", tabindex: "-1", class: `nnlab-network-part nnlab-network-${kind}`, "data-key": key });
    const [number, gradient] = pieces.map((piece) => element.appendChild(tag("span", { class: `nnlab-network-${piece}` })));
    const made = { key, element, number, gradient, group, placed: true, middle: [0, 0], ...more };
    group.element.append(element);
    group.keys.push(key);
    this.parts.set(key, made);
    return made;
  }

  // The one of its group that Tab comes to.
  stop(key) {
    const { group, element } = this.parts.get(key);
    if (group.stop) this.parts.get(group.stop).element.tabIndex = -1;
    group.stop = key;
    element.tabIndex = 0;
  }

  // The widest layout that fits, scaled with the text, `em` px, and stretched to the width there is.
  place(layouts, wide, em) {
    const scale = em / 15, room = wide / scale, plan = layouts.findLast(({ width }) => width <= room) ?? layouts[0];
    if (this.plan === plan && this.room === room && this.scale === scale) return;
    const stretch = Math.max(1, (room - 2 * plan.margin) / (plan.width - 2 * plan.margin)), across = Math.max(plan.width, room);
    const px = ([x, y]) => [(plan.down ? x + (across - plan.width) / 2 : plan.margin + (x - plan.margin) * stretch) * scale, y * scale];
    const at = plan.nodes.map(px), size = plan.node * scale, half = size / 2;
    Object.assign(this, { plan, room, scale, at, node: size, width: across * scale, height: plan.height * scale });
    this.drawing.setAttribute("viewBox", `0 0 ${this.width} ${this.height}`);
    put(this.drawing, { width: this.width, height: this.height });

    const pitch = (this.width - 2 * plan.margin * scale) / (plan.columns.length - 1) - 4 * scale;
    const stand = (element, /** @type {number[]} */ [left, top]) => put(element, { left, top });
    this.nodes.forEach(({ element, name }, k) => {
      const [left, top] = at[k];
      put(element, { left, top, width: size, height: size });
      put(name, { left, top: top - half - scale, "max-width": plan.down ? size + 8 * scale : Math.max(pitch, size) });
    });
    this.columns.forEach((column, k) => {
      stand(column, px(plan.columns[k]));
      put(column, { ".nnlab-network-left": plan.down });
    });
    this.params.forEach((param, k) => {
      const t = plan.labels[k], [x, y] = at[param.to];
      param.placed = t !== null;
      if (param.bias) param.middle = param.placed ? [x, y + half + 12 * scale] : [x - half + 3 * scale, y + half - 3 * scale];
      else {
        const ends = plan.down ? [[0, half], [0, -half - 18 * scale]] : [[half, 0], [-half, 0]];
        const curve = this.link(param, ends.map(([dx, dy], i) => [[at[param.from], at[param.to]][i][0] + dx, [at[param.from], at[param.to]][i][1] + dy]));
        const mark = plan.marks[k];
        param.middle = curve(t ?? 0.5);
        param.marked = mark !== null;
        stand(param.mark, mark === "above" ? [param.middle[0], param.middle[1] - 20.5 * scale] : curve(mark ?? 0.5));
      }
      stand(param.element, param.middle);
      put(param.element, { ".nnlab-network-bare": !param.placed, ".nnlab-network-boxless": !plan.boxes[k] });
    });
  }

  // Lays a link from end to end; returns the function of its places, from 0 to 1.
  link(param, /** @type {number[][]} */ [a, b]) {
    const along = this.plan.down ? 1 : 0, middle = (a[along] + b[along]) / 2;
    const [c, d] = [a, b].map((end) => (along ? [end[0], middle] : [middle, end[1]]));
    const curve = (s) => [0, 1].map((i) => (1 - s) ** 3 * a[i] + 3 * s * (1 - s) ** 2 * c[i] + 3 * s * s * (1 - s) * d[i] + s ** 3 * b[i]);
    for (const path of [param.line, param.halo]) put(path, { d: `M${a} C${c} ${d} ${b}` });
    param.dots = Array.from({ length: 25 }, (_, s) => curve(s / 24));
    return curve;
  }

  // The key of the part at [x, y] within `reach`: a number, the nearest, or else a link; "" for none.
  under([x, y], reach) {
    const numbers = this.params.filter(({ placed }) => placed).map(({ key, middle }) => (
      [key, Math.max(0, Math.abs(x - middle[0]) - 26 * this.scale) + Math.abs(y - middle[1])]));
    const links = this.links.map(({ key, dots }) => [key, Math.min(...dots.map(([px, py]) => Math.hypot(px - x, py - y)))]);
    const nearest = (all, most) => all.reduce((best, each) => (each[1] < best[1] ? each : best), ["", most])[0];
    return nearest(numbers, Math.max(16 * this.scale, reach)) || nearest(links, reach);
  }

  // The part that a key leads to, as `pointer.way` has it; "" if there is none.
  neighbour(key, { dx, dy, end }) {
    const { group, bias, line, to, from, node } = this.parts.get(key), { keys } = group;
    const [flow, across] = this.plan.down ? [-dy, dx] : [dx, -dy];
    if (end) return keys.at(end < 0 ? 0 : -1);
    if (across) return keys[keys.indexOf(key) + across] ?? "";
    if (line) return this.nodes[flow > 0 ? to : from].key;
    const here = bias ? to : node;
    return this.links.find((link) => (flow > 0 ? link.from : link.to) === here)?.key ?? "";
  }
}
