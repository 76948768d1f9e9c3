// One widget a lab: builds its parts, hands them what Python sends, and sends what they report.
// The wire is described in live/stage.py.

import { tag } from "./view.js";
import { status } from "./status.js";
import choice from "./choice.js";
import curve from "./curve.js";
import network from "./network.js";
import panel from "./panel.js";
import plane from "./plane.js";
import prediction from "./prediction.js";
import slider from "./slider.js";

const KINDS = { choice, curve, network, panel, plane, prediction, slider };
const PICTURES = ["curve", "network", "plane"];
const WORDS = ["text", "error", "caption", "names", "classes", "hidden"]; // they leave a canvas as it is
const PATIENCE = 1000; // ms for an answer, after which the next message goes all the same
const PAGE = crypto.randomUUID?.() ?? String(Math.random());

// What stands behind all the places of this page that show one part; a part's "model".
class Part {
  constructor(wire, id, { kind, values }) {
    this.wire = wire;
    this.id = id;
    this.kind = kind;
    this.values = values;
    this.listeners = { change: new Set(), words: new Set() };
    this.pending = {};
    this.own = {}; // trait -> number of the message that carries the reader's value, until it is answered
  }
  get(name) { return this.values[name]; }
  set(name, value, options) {
    this.values[name] = value;
    this.pending[name] = value;
    this.own[name] = Infinity;
    if (!options?.silent) this.tell("change");
  }
  save_changes() {
    this.wire.put("set", this.id, this.pending);
    this.pending = {};
  }
  send(event) { this.wire.put("event", this.id, event); }
  on(name, listener) { this.listeners[name]?.add(listener); }
  off(name, listener) { this.listeners[name]?.delete(listener); }
  tell(name) { for (const listener of this.listeners[name]) listener(); }

  // Python's values, but for those that the reader has changed since; returns what has changed.
  take(values, acked) {
    const changed = [];
    for (const [name, value] of Object.entries(values)) {
      if (this.own[name] > acked) continue;
      delete this.own[name];
      if (this.values[name] === value) continue;
      this.values[name] = value; // in place: what a front end saves of the state stays right
      changed.push(name);
    }
    return changed;
  }
}

// What one stage and the kernel tell each other.
class Wire {
  constructor(model) {
    this.model = model;
    this.parts = new Map();
    this.places = new Set();
    this.outbox = [];
    this.number = this.flying = this.acked = this.timer = 0;
    this.after = null; // the parts that are painted after the frame
    this.status = status(model, () => this.places);
    this.load(model.get("state"));
    this.onState = () => this.load(model.get("state"));
    this.onMessage = (message, buffers) => this.take(message, buffers ?? []);
    model.on("change:state", this.onState);
    model.on("msg:custom", this.onMessage);
    model.send({ from: PAGE, n: 0, items: [] });
  }

  get busy() { return this.flying > 0 || this.outbox.length > 0; }

  close() {
    this.model.off("change:state", this.onState);
    this.model.off("msg:custom", this.onMessage);
    clearTimeout(this.timer);
    this.status.close();
  }

  load({ parts, tree }) {
    for (const [id, part] of Object.entries(parts)) {
      const known = this.parts.get(id);
      if (!known) this.parts.set(id, new Part(this, id, part));
      else {
        const changed = known.take(part.values, this.acked);
        known.values = Object.assign(part.values, known.values);
        if (changed.length) known.tell("change");
      }
    }
    this.grow(tree);
  }

  grow(tree) {
    this.tree = tree;
    for (const place of this.places) place.grow();
  }

  take({ ack, set, buffers, parts, tree, waiting }, data) {
    const message = { set, parts };
    (buffers ?? []).forEach((path, k) => {
      const last = path[path.length - 1];
      path.slice(0, -1).reduce((at, name) => at[name], message)[last] = data[k];
    });
    if (waiting !== undefined) this.status.late(waiting);
    this.acked = Math.max(this.acked, ack?.[PAGE] ?? 0);
    if (tree) {
      const state = this.model.get("state");
      Object.assign(state.parts, parts);
      state.tree = tree;
      this.load(state);
    }
    for (const [id, values] of Object.entries(set ?? {})) {
      const part = this.parts.get(id), changed = part?.take(values, this.acked) ?? [];
      if (!changed.length) continue;
      const picture = PICTURES.includes(part.kind);
      if (picture && changed.some((name) => !WORDS.includes(name))) {
        part.tell("change");
        this.after ??= this.afterFrame();
      } else if (this.after) this.after.set(part, picture ? "words" : "change");
      else part.tell(picture ? "words" : "change");
    }
    if (!ack?.[PAGE]) return;
    if (this.acked >= this.number) this.status.answered(); // also of a message that was given up
    if (this.acked >= this.flying) this.land();
  }

  // Words wait until the browser has shown the picture; where it shows none, not for long.
  afterFrame() {
    const waiting = new Map();
    const paint = () => {
      if (this.after !== waiting) return;
      this.after = null;
      for (const [part, what] of waiting) part.tell(what);
    };
    requestAnimationFrame(() => setTimeout(paint));
    setTimeout(paint, 100);
    return waiting;
  }

  put(kind, id, what) {
    let at = this.outbox.length - 1;
    while (this.outbox[at]?.[0] === "set" && this.outbox[at][1] !== id) at -= 1; // never past an event
    const waiting = this.outbox[at];
    if (kind === "set" && waiting?.[0] === "set") Object.assign(waiting[2], what); // the newest value wins
    else this.outbox.push([kind, id, what]);
    this.flush();
  }

  flush() {
    if (this.flying || !this.outbox.length || this.status.gone) return;
    const items = this.outbox;
    this.outbox = [];
    this.flying = ++this.number;
    for (const [kind, id, values] of items) {
      if (kind === "set") for (const name of Object.keys(values)) this.parts.get(id).own[name] = this.number;
    }
    this.model.send({ from: PAGE, n: this.number, items });
    this.status.asked();
    this.timer = setTimeout(() => this.land(), PATIENCE);
  }

  land() {
    clearTimeout(this.timer);
    this.flying = 0;
    this.flush();
  }
}

// One place of the page that shows the stage.
class Place {
  constructor(wire, el) {
    this.wire = wire;
    this.root = tag("div", { class: "nnlab-stage" });
    this.status = tag("div", { class: "nnlab nnlab-status", role: "status", hidden: true });
    this.elements = new Map(); // of parts and boxes, by id
    this.root.addEventListener("pointerdown", () => wire.status.press(), true);
    el.append(this.root);
    wire.places.add(this);
    this.grow();
  }

  // Build what is new, drop what has gone, and leave what stays where it is.
  grow() {
    const found = new Set();
    const top = this.build(this.wire.tree, found);
    for (const [id, { element, end }] of this.elements) {
      if (found.has(id)) continue;
      end?.();
      element.remove();
      this.elements.delete(id);
    }
    if (this.root.lastChild !== top) this.root.replaceChildren(this.status, top);
  }

  build(node, found) {
    const id = node.id ?? node;
    found.add(id);
    let known = this.elements.get(id);
    if (!known) this.elements.set(id, (known = node.id ? { element: tag("div") } : this.show(this.wire.parts.get(id))));
    if (node.id) {
      known.element.className = node.classes;
      node.children.map((child) => this.build(child, found)).forEach((child, k) => {
        const there = known.element.children[k];
        if (there !== child) known.element.insertBefore(child, there ?? null);
      });
    }
    return known.element;
  }

  show(part) {
    const element = tag("div");
    let classes = [];
    const dress = () => {
      element.classList.remove(...classes);
      classes = part.get("classes");
      element.classList.add(...classes);
      element.hidden = part.get("hidden");
    };
    dress();
    part.on("change", dress);
    part.on("words", dress);
    const end = KINDS[part.kind].render({ model: part, el: element });
    return { element, end: () => { part.off("change", dress); part.off("words", dress); end(); } };
  }

  close() {
    for (const { end } of this.elements.values()) end?.();
    this.root.remove();
    this.wire.places.delete(this);
  }
}

const wires = new Map(); // of this page, by the stage's id

function wireOf(model) {
  const id = model.get("_id");
  if (!wires.has(id)) wires.set(id, new Wire(model));
  return wires.get(id);
}

export default {
  initialize({ model }) {
    const wire = wireOf(model);
    return () => { wire.close(); wires.delete(model.get("_id")); };
  },
  render({ model, el }) {
    const place = new Place(wireOf(model), el);
    return () => place.close();
  },
};
