// What one stage and the kernel tell each other: parts with their values, one message in flight. The
// wire is described in live/stage.py. JavaScript paints and reports; it computes nothing that is taught.

import { put, tag } from "./dom.js";
import { status } from "./status.js";

const WORDS = ["text", "error", "way_back", "names", "classes", "hidden"]; // they leave a canvas as it is
const PATIENCE = 1000; // ms for an answer, after which the next message goes all the same
const PAGE = crypto.randomUUID?.() ?? String(Math.random());

// What stands behind all the places of this page that show one part. Its views hear of
//   paint   values that have to be painted
//   words   values that leave a picture as it is
//   idle    that Python has answered all that was asked
class Part {
  constructor(wire, id, { kind, picture = false, values }) {
    this.wire = wire;
    this.id = id;
    this.kind = kind;
    this.picture = picture;
    this.values = values;
    this.views = new Set();
    this.own = {}; // name -> number of the message with the reader's value, until it is answered
  }
  tell(what) { for (const view of this.views) view[what](); }

  // The reader's values: shown at once, and sent.
  change(values) {
    if (this.wire.status.gone) return; // nobody hears it
    Object.assign(this.values, values);
    for (const name of Object.keys(values)) this.own[name] = this.wire.number + 1;
    this.tell("paint");
    this.wire.put("set", this.id, values);
  }
  // An event. With a kind of its own it replaces one that still waits: a drag on its way.
  send(event, kind = "event") {
    if (!this.wire.status.gone) this.wire.put(kind, this.id, event);
  }

  // Python's values, but for those that the reader has changed since; returns what has changed.
  take(values) {
    const heard = Object.keys(values).filter((name) => !(this.own[name] > this.wire.acked));
    const changed = heard.filter((name) => this.values[name] !== values[name]);
    for (const name of heard) delete this.own[name];
    for (const name of changed) this.values[name] = values[name]; // in place: what a front end saves of the state stays right
    return changed;
  }

  // Shows it in an element, by its kind's `setup(v)`, called once for each place. `v` has
  //   part, root (where to build), el, signal (aborted when the view goes)
  //   repaint()        paint now, but once a frame
  //   say(sentence)    shown and announced in place, like an error; "" hides it
  // and `setup` returns what paints: {paint, words and idle, if it does anything then}. Returns what ends it.
  show(setup, el) {
    const ended = new AbortController(), { signal } = ended;
    const root = tag("div", { class: "nnlab-root" });
    const said = tag("span"), back = tag("button", { type: "button", class: "nnlab-button", hidden: true });
    const trouble = tag("div", { class: "nnlab-trouble", role: "alert", hidden: true }, said, back);
    back.addEventListener("click", () => this.send({ type: "way back" }), { signal });
    let message = "", frame = 0, last = -1e9;
    const dress = () => {
      const { error, way_back, hidden, classes } = this.values, words = message || error, way = message ? "" : way_back;
      el.classList.add("nnlab", ...(this.picture ? ["nnlab-drawn"] : []), ...classes);
      el.hidden = hidden;
      put(said, { text: words });
      put(back, { text: way, hidden: !way });
      put(trouble, { hidden: !words });
    };
    const say = (sentence) => {
      message = sentence;
      dress();
    };
    const paint = () => {
      const begun = performance.now();
      frame = 0;
      last = Infinity; // what is asked for meanwhile is painted in the next frame, never inside this one
      try {
        painter.paint();
      } catch (/** @type {any} */ error) {
        console.error(error);
        say(`This picture could not be drawn (${error.message}). Run the cell again.`);
      }
      last = begun;
    };
    // Painted when the message is here; a second one within the same frame waits for the next.
    const repaint = () => {
      if (frame || signal.aborted) return;
      if (performance.now() - last > 12) paint();
      else frame = requestAnimationFrame(paint);
    };
    const view = {
      paint() { dress(); repaint(); },
      words() { dress(); (painter.words ?? repaint)(); },
      idle() { painter.idle?.(); },
    };
    el.append(root, trouble);
    const painter = setup({ part: this, root, el, signal, repaint, say });
    view.paint();
    this.views.add(view);
    return () => {
      this.views.delete(view);
      ended.abort();
      cancelAnimationFrame(frame);
      root.remove();
      trouble.remove();
    };
  }
}

// anywidget gives a module two seconds to start; later, on a busy machine, its model would hear nothing
// more. So messages go to ipywidgets' own handler, which waits for nothing.
async function listen(model) {
  const whole = await model.widget_manager?.get_model?.(model.get("_id"));
  let owner = whole;
  while (owner && "_handle_comm_msg" in Object.getPrototypeOf(owner)) owner = Object.getPrototypeOf(owner);
  whole?.comm?.on_msg?.(owner._handle_comm_msg.bind(whole));
  return whole;
}

// What one stage and the kernel tell each other.
export class Wire {
  constructor(model) {
    this.model = model;
    this.parts = new Map();
    this.places = new Set();
    this.outbox = [];
    this.number = this.flying = this.acked = this.timer = 0;
    this.after = null; // the parts that are painted after the frame, and by what
    this.status = status(model, () => this.places, () => this.parts.forEach((part) => part.tell("paint")));
    this.load(model.get("state"));
    this.onState = () => this.load(model.get("state"));
    this.onMessage = (message, buffers) => this.take(message, buffers ?? []);
    model.on("change:state", this.onState);
    model.on("msg:custom", this.onMessage);
    this.whole = listen(model).catch(console.warn);
    model.send({ from: PAGE, n: 0, items: [], version: model.get("state").version });
  }

  close() {
    this.model.off("change:state", this.onState);
    this.model.off("msg:custom", this.onMessage);
    clearTimeout(this.timer);
    this.status.close();
    // JupyterLab keeps a closed model, for each time that a cell has run: not with a lab's whole sheet.
    this.whole.then((whole) => Object.assign(whole?.attributes ?? {}, { _css: "", _esm: "" }));
  }

  load({ parts, tree }) {
    for (const [id, part] of Object.entries(parts)) {
      const known = this.parts.get(id);
      if (!known) this.parts.set(id, new Part(this, id, part));
      else {
        const changed = known.take(part.values);
        known.values = Object.assign(part.values, known.values);
        if (changed.length) known.tell("paint");
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
    const here = Object.keys(set).map((id) => this.parts.get(id)).filter(Boolean);
    for (const part of here.sort((one, other) => Number(other.picture) - Number(one.picture))) {
      const changed = part.take(set[part.id]);
      if (!changed.length) continue;
      const what = part.picture && changed.every((name) => WORDS.includes(name)) ? "words" : "paint";
      const first = part.picture && what === "paint";
      if (first || !this.after) part.tell(what);
      else this.after.set(part, what);
      if (first) this.after ??= this.afterFrame();
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
    this.flying = ++this.number;
    this.model.send({ from: PAGE, n: this.number, items: this.outbox.splice(0) });
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
