// As much of a page as the views' modules need: elements that remember what is put on them, and a pen
// that notes what it paints.

export const drawn = []; // [what, ...its arguments] of each canvas, in order; of what paints a shape, the pen
const PAINTS = ["fill", "stroke"];
const gradient = () => ({ addColorStop() {} });
const pen = new Proxy({ measureText: (words) => ({ width: 7 * words.length }), createLinearGradient: gradient, createRadialGradient: gradient }, {
  get: (own, name) => own[name] ?? ((...given) => drawn.push([name, ...(PAINTS.includes(name) ? [{ ...own }] : given)])),
});

class Element extends EventTarget {
  constructor(name) {
    super();
    Object.assign(this, { nodeName: name.toUpperCase(), attributes: {}, children: [], value: "", textContent: "", written: 0 });
    Object.assign(this, { clientWidth: 400, clientHeight: 300, offsetWidth: 400, offsetHeight: 300, isConnected: true, captured: null });
    const styles = (this.styles = {}), classes = (this.classes = new Set());
    this.style = { setProperty: (name, value) => { styles[name] = value; this.written += 1; } };
    this.classList = { add: (...names) => names.forEach((each) => classes.add(each)), toggle: (name, on) => classes[on ? "add" : "delete"](name) };
  }
  setAttribute(name, value) { this.attributes[name] = value; this.written += 1; }
  append(...children) { this.children.push(...children.filter((child) => child instanceof Element)); }
  appendChild(child) {
    this.append(child);
    return child;
  }
  insertBefore(child, next) {
    this.children = this.children.filter((each) => each !== child);
    this.children.splice(next ? this.children.indexOf(next) : this.children.length, 0, child);
    this.written += 1;
  }
  matches() { return document.activeElement === this; }
  closest() { return null; }
  querySelector() { return null; }
  querySelectorAll() { return []; }
  contains(other) { return other === this || this.children.some((child) => child.contains(other)); }
  focus() { document.activeElement = this; }
  select() { this.selected = true; }
  getContext() { return pen; }
  getBoundingClientRect() { return { left: 0, top: 0, width: this.offsetWidth, height: this.offsetHeight }; }
  setPointerCapture(id) { this.captured = id; }
  hasPointerCapture(id) { return this.captured === id; }
  releasePointerCapture() { this.captured = null; }
}

const createElement = (name) => new Element(name);
globalThis.document = { createElement, createElementNS: (_, name) => createElement(name), activeElement: null };
globalThis.window = Object.assign(new EventTarget(), { devicePixelRatio: 1 });
globalThis.matchMedia = () => ({ matches: false });
globalThis.Path2D = class {};
globalThis.ImageData = class { constructor(width, height) { Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) }); } };
globalThis.cancelAnimationFrame = () => {};
globalThis.IntersectionObserver = class { observe() {} disconnect() {} };
globalThis.ResizeObserver = class { observe() {} disconnect() {} };
globalThis.getComputedStyle = () => ({ fontSize: "15px", fontFamily: "sans", getPropertyValue: (name) => name });

// An event at an element; returns whether it was left to the browser.
export function send(element, type, fields = {}) {
  const event = Object.assign(new Event(type, { cancelable: true }), fields);
  element.dispatchEvent(event);
  return !event.defaultPrevented;
}
