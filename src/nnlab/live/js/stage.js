// One widget a lab: builds the tree of its parts in each place that shows it.

import { tag } from "./view.js";
import choice from "./choice.js";
import curve from "./curve.js";
import network from "./network.js";
import panel from "./panel.js";
import plane from "./plane.js";
import prediction from "./prediction.js";
import slider from "./slider.js";
import { Wire } from "./wire.js";

const KINDS = { choice, curve, network, panel, plane, prediction, slider };

// One place of the page that shows the stage.
class Place {
  constructor(wire, el) {
    this.wire = wire;
    this.root = tag("div", { class: "nnlab nnlab-stage" });
    this.status = tag("div", { class: "nnlab-status", role: "status", hidden: true });
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
