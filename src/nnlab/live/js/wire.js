// What one stage and the kernel tell each other: parts with their values, one message in flight. The
// wire is described in live/stage.py.

import { status } from "./status.js";

const PICTURES = ["curve", "network", "plane"];
const WORDS = ["text", "error", "caption", "names", "classes", "hidden"]; // they leave a canvas as it is
const PATIENCE = 1000; // ms for an answer, after which the next message goes all the same
const PAGE = crypto.randomUUID?.() ?? String(Math.random());

// What stands behind all the places of this page that show one part. It tells of
//   change   values that have to be painted
//   words    values that leave a picture as it is
//   idle     that Python has answered all that was asked
class Part {
  constructor(wire, id, { kind, values }) {
    this.wire = wire;
    this.id = id;
    this.kind = kind;
    this.values = values;
    this.listeners = { change: new Set(), words: new Set(), idle: new Set() };
    this.own = {}; // name -> number of the message that carries the reader's value, until it is answered
  }
  on(name, listener) {
    this.listeners[name].add(listener);
    return () => this.listeners[name].delete(listener);
  }
  tell(name) { for (const listener of this.listeners[name]) listener(); }

  // The reader's values: shown at once, and sent.
  change(values) {
    if (this.wire.status.gone) return; // nobody hears it
    Object.assign(this.values, values);
    for (const name of Object.keys(values)) this.own[name] = Infinity;
    this.tell("change");
    this.wire.put("set", this.id, values);
  }
  // An event. With a kind of its own it replaces one that still waits: a drag on its way.
  send(event, kind = "event") {
    if (!this.wire.status.gone) this.wire.put(kind, this.id, event);
  }

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
export class Wire {
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
    this.tree = tree;
    for (const place of this.places) place.grow();
  }

  take({ ack, set = {}, buffers = [], parts, tree, waiting }, data) {
    buffers.forEach((path, k) => {
      path.slice(0, -1).reduce((at, name) => at[name], { set, parts })[path.at(-1)] = data[k];
    });
    if (waiting !== undefined) this.status.late(waiting);
    this.acked = Math.max(this.acked, ack?.[PAGE] ?? 0);
    if (tree) {
      const state = this.model.get("state");
      Object.assign(state.parts, parts);
      this.load(Object.assign(state, { tree }));
    }
    const isPicture = (id) => PICTURES.includes(this.parts.get(id)?.kind);
    for (const id of Object.keys(set).sort((one, other) => Number(isPicture(other)) - Number(isPicture(one)))) {
      const part = this.parts.get(id), changed = part?.take(set[id], this.acked) ?? [], picture = isPicture(id);
      if (!changed.length) continue;
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

  // Each event is kept, of the rest the newest; what comes after an event stays after it.
  put(kind, id, what) {
    const event = this.outbox.findLastIndex(([other]) => other === "event");
    const at = this.outbox.findLastIndex((item) => item[0] === kind && item[1] === id);
    if (kind === "event" || at <= event) this.outbox.push([kind, id, what]);
    else this.outbox[at][2] = kind === "set" ? { ...this.outbox[at][2], ...what } : what;
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
    if (!this.flying) for (const part of this.parts.values()) part.tell("idle");
  }
}
