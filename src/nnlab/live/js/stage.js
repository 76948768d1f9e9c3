// One widget a lab: builds the tree of its parts in each place that shows it.

import { arrange, tag } from "./dom.js";
import { layout } from "./layout.js";
import { Wire } from "./wire.js";

/** @type {Record<string, any>} */
let kinds = {}; // of this module's parts, what shows them: live/bundle.py says which

// One place of the page that shows the stage.
class Place {
  constructor(wire, el) {
    this.wire = wire;
    this.root = tag("div", { class: "nnlab nnlab-stage" });
    this.status = tag("div", { class: "nnlab-status", role: "status", hidden: true });
    this.elements = new Map(); // of parts and boxes, by id, and how a part's view ends
    this.root.addEventListener("pointerdown", () => wire.status.press(), true);
    el.append(this.root);
    this.unmeasure = layout(this.root);
    wire.places.add(this);
    // JupyterLab, VS Code and Colab mark the theme at the page's body or root.
    this.themes = new MutationObserver(() => wire.parts.forEach((part) => part.tell("paint")));
    const attributeFilter = ["data-jp-theme-light", "data-jp-theme-name", "class", "theme"];
    for (const place of [document.body, document.documentElement]) this.themes.observe(place, { attributeFilter });
    this.grow();
  }

  // Build what is new, drop what has gone, and leave what stays where it is.
  grow() {
    const found = new Set();
    arrange(this.root, [this.status, this.build(this.wire.tree, found)]);
    for (const [id, { element, end }] of this.elements) {
      if (found.has(id)) continue;
      end?.();
      element.remove();
      this.elements.delete(id);
    }
  }

  build(node, found) {
    const id = node.id ?? node, { element } = this.elements.get(id) ?? this.make(id);
    found.add(id);
    if (node.id) {
      element.className = node.classes;
      arrange(element, node.children.map((child) => this.build(child, found)));
    }
    return element;
  }

  make(id) {
    const element = tag("div"), part = this.wire.parts.get(id), made = { element, end: part?.show(kinds[part.kind], element) };
    this.elements.set(id, made);
    return made;
  }

  close() {
    for (const { end } of this.elements.values()) end?.();
    this.themes.disconnect();
    this.unmeasure();
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

// The widget of a stage whose parts are of the kinds that `shown` has.
export function stage(/** @type {Record<string, any>} */ shown) {
  kinds = shown;
  return {
    initialize({ model }) {
      // A notebook that is opened again has other models of the same ids: what listens to the old ones hears
      // nothing more, and isn't always told that it has ended.
      const id = model.get("_id"), wire = new Wire(model);
      wires.set(id, wire);
      return () => { wire.close(); if (wires.get(id) === wire) wires.delete(id); };
    },
    render({ model, el }) {
      const place = new Place(wireOf(model), el);
      return () => place.close();
    },
  };
}
