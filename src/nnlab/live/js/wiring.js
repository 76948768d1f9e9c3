// The network's elements, made once for its sizes, and where they stand.

import { put, tag } from "./dom.js";

const svg = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
const kind = (name, more = "") => ({ class: `${more}nnlab-network-${name}` });
const REACH = 26; // px: half of a number's width
const TEXT = 16; // px: beside which pictures/wiring.py lays it out
const LARGER = 1.15, TALLER = 1.45; // than laid out, at most

/** @import { Drawing, Layout, Place } from "./types" */

// One button a part, in a group a column, and for each link two paths. Parts go by the keys of
// pictures/wiring.py: "n3" is node 3, counted from the inputs, "p7" parameter 7.
export class Wiring {
  constructor(/** @type {Drawing} */ { groups, links, names, columns, sizes }) {
    this.sizes = sizes.join();
    this.drawing = svg("svg");
    this.drawing.setAttribute("aria-hidden", "true");
    const [halos, lines] = [0, 1].map(() => this.drawing.appendChild(svg("g")));
    this.buttons = tag("div", kind("parts"));
    this.words = tag("div", { "aria-hidden": "true", ...kind("words") });
    this.parts = new Map(); // by key
    this.plan = /** @type {any} */ (null); // the layout that fits, as Python says it ...
    this.at = []; // ... and the nodes' places in px
    this.sides = /** @type {number[]} */ ([]); // the nodes' sides in px
    this.room = this.scale = this.width = this.height = 0;
    const word = (name, more) => this.words.appendChild(tag("div", kind(name, more)));
    groups.forEach(([label, keys], column) => {
      const element = this.buttons.appendChild(tag("div", { role: "group", "aria-label": label }));
      const group = { keys, stop: keys[0] }; // stop: where Tab comes back to
      for (const key of keys) {
        const [from, to] = links[key.slice(1)] ?? [], what = key[0] === "n" ? "node" : from === to ? "bias" : "weight";
        const part = { key, group, from, to, what, placed: true, middle: [0, 0], element: element.appendChild(tag("button", {
          type: "button", tabindex: key === group.stop ? "0" : "-1", class: `nnlab-network-part nnlab-network-${what}`, "data-key": key,
        })) };
        const piece = (name) => part.element.appendChild(tag("span", kind(name, "nnlab-number ")));
        if (what === "node") {
          const name = word("name"), [title, sum] = [0, 1].map(() => name.appendChild(tag("span")));
          Object.assign(part, { node: Number(key.slice(1)), layer: column / 2, number: piece("value"), name, title, sum });
        } else Object.assign(part, { number: piece("weight-number") });
        if (what === "weight") Object.assign(part, { halo: halos.appendChild(svg("path")), line: lines.appendChild(svg("path")) });
        this.parts.set(key, part);
      }
    });
    this.nodes = names.map((_, k) => this.parts.get(`n${k}`));
    this.params = links.map((_, k) => this.parts.get(`p${k}`));
    this.links = this.params.filter(({ line }) => line);
    this.columns = columns.map(() => word("column"));
    this.groups = columns.length;
  }

  // The one of its group that Tab comes to.
  stop(key) {
    const { group, element } = this.parts.get(key);
    this.parts.get(group.stop).element.tabIndex = -1;
    group.stop = key;
    element.tabIndex = 0;
  }

  // How high it would like to be in this width: as the widest layout that fits.
  natural(/** @type {Layout[]} */ layouts, wide, em) {
    const unit = em / TEXT, plan = layouts.findLast(({ width }) => width * unit <= wide) ?? layouts[0];
    return Math.round(plan.height * Math.min(unit, wide / plan.width));
  }

  // The layout that can be drawn largest in a box, with text of `em` px: scaled, and spread over the box.
  place(/** @type {Layout[]} */ layouts, wide, high, em) {
    const unit = em / TEXT, fit = ({ width, height }) => Math.min(wide / width, high / height, unit * LARGER);
    const plan = layouts.reduce((best, each) => (fit(each) * each.node > fit(best) * best.node + 0.5 ? each : best)), scale = fit(plan);
    if (this.plan === plan && this.room === wide && this.height === high && this.scale === scale) return;
    const { margin, width, height, down } = plan, across = wide / scale, over = high / scale;
    const stretch = down ? 1 : (across - 2 * margin) / (width - 2 * margin), tall = Math.min(over / height, TALLER), top = (over - height * tall) / 2;
    const rows = plan.nodes.map(([, y]) => y), first = Math.min(...rows), apart = (height * (tall - 1)) / (Math.max(...rows) - first || Infinity); // only rows part
    const px = ([x, y]) => [(down ? x + (across - width) / 2 : margin + (x - margin) * stretch) * scale, (top + y + (y - first) * apart) * scale];
    const text = Math.min(unit, scale * (plan.node < 60 ? 1 : 1.25)), large = Math.max(text, 12.5 / 14); // tiles leave room for larger words,
    const less = down ? 1 : Math.max(0.75, 1 - (42 * Math.max(0, large - scale * tall)) / (plan.node * scale)); // and for those in a low box
    const sides = plan.sides.map((side) => side * scale * less);
    Object.assign(this, { plan, room: wide, scale, text, at: plan.nodes.map(px), sides, width: wide, height: high });
    const { at } = this;
    this.drawing.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    put(this.drawing, { width: wide, height: high });

    const stand = (element, /** @type {number[]} */ [left, top], more = {}) => put(element, { left, top, ...more });
    const pitch = down ? sides[0] + 12 * scale : (wide - 2 * margin * scale) / (this.groups - 1);
    this.nodes.forEach(({ element, name }, k) => {
      const [x, y] = at[k], side = sides[k];
      stand(element, at[k], { width: side, height: side });
      put(name, { "--x": `${x}px`, top: y - side / 2 - 2 * scale, "max-width": Math.max(pitch - 4 * scale, side) });
    });
    this.columns.forEach((column, k) => {
      put(column, { hidden: !plan.columns[k] });
      if (plan.columns[k]) stand(column, down ? px(plan.columns[k]) : [px(plan.columns[k])[0], high - 9 * text], { ".nnlab-network-left": down });
    });
    this.params.forEach((param, k) => {
      const t = plan.labels[k], [x, y] = at[param.to], half = sides[param.to] / 2;
      param.placed = t !== null;
      if (param.line) {
        this.lay(param);
        param.middle = param.curve(t ?? 0.5);
      } else param.middle = param.placed ? [x, y + half + 13 * text] : [x - half + 3 * text, y + half - 3 * text];
      stand(param.element, param.middle, { ".nnlab-network-bare": !param.placed });
    });
  }

  // Lays a link from edge to edge of its nodes; its `curve` gives the places on it, from 0 to 1.
  lay(param) {
    const { at, sides, scale, plan } = this, flow = plan.down ? 1 : 0;
    const ends = [at[param.from], at[param.to]].map((end) => [...end]), [a, b] = ends;
    a[flow] += sides[param.from] / 2;
    b[flow] -= sides[param.to] / 2 + (plan.down ? 18 * scale : 0); // below the name
    const [c, d] = ends.map((end) => end.with(flow, (a[flow] + b[flow]) / 2));
    param.curve = (s) => [0, 1].map((i) => (1 - s) ** 3 * a[i] + 3 * s * (1 - s) ** 2 * c[i] + 3 * s * s * (1 - s) * d[i] + s ** 3 * b[i]);
    for (const path of [param.line, param.halo]) put(path, { d: `M${a} C${c} ${d} ${b}` });
    param.dots = Array.from({ length: 25 }, (_, s) => param.curve(s / 24));
  }

  // How much room there is between the nodes that a link joins.
  between({ from, to }) {
    const flow = this.plan.down ? 1 : 0;
    return Math.abs(this.at[to][flow] - this.at[from][flow]) - (this.sides[from] + this.sides[to]) / 2;
  }

  // The key of the part at [x, y] within `reach`: a number, the nearest, or else a link; "" for none.
  under([x, y], reach) {
    const numbers = this.params.filter(({ placed }) => placed).map(({ key, middle }) => (
      [key, Math.max(0, Math.abs(x - middle[0]) - REACH * this.scale) + Math.abs(y - middle[1])]));
    const links = this.links.map(({ key, dots }) => [key, Math.min(...dots.map(([px, py]) => Math.hypot(px - x, py - y)))]);
    const nearest = (all, most) => all.reduce((best, each) => (each[1] < best[1] ? each : best), ["", most])[0];
    return nearest(numbers, Math.max(16 * this.scale, reach)) || nearest(links, reach);
  }

  // The part that a key leads to, as `pointer.way` has it; "" if there is none.
  neighbour(key, { dx, dy, end }) {
    const { group: { keys }, line, to, from, node = to } = this.parts.get(key);
    const [flow, across] = this.plan.down ? [-dy, dx] : [dx, -dy];
    if (end) return keys.at(end < 0 ? 0 : -1);
    if (across) return keys[keys.indexOf(key) + across] ?? "";
    if (line) return this.nodes[flow > 0 ? to : from].key;
    return this.links.find((link) => (flow > 0 ? link.from : link.to) === node)?.key ?? "";
  }
}
