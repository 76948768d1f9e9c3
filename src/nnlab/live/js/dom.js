// Elements: `tag` makes them, `put` changes what differs from what it has put there before.

// <name attributes>children</name>. What can have the focus keeps its keys from JupyterLab.
export function tag(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
  }
  if (/^(a|button|input|select|textarea)$/.test(name) || "tabindex" in attributes) {
    element.setAttribute("data-lm-suppress-shortcuts", "true");
  }
  element.append(...children);
  return element;
}

// These children in this order: what is there already stays where it is, and keeps the focus.
export function arrange(element, children) {
  children.forEach((child, k) => {
    if (element.children[k] !== child) element.insertBefore(child, element.children[k] ?? null);
  });
}

// Called when an element's size changes.
/** @param {Element} element @param {AbortSignal} signal @param {() => void} look */
export function resized(element, signal, look) {
  const sizes = new ResizeObserver(look);
  sizes.observe(element);
  signal.addEventListener("abort", () => sizes.disconnect());
}

export const unique = () => `nnlab-${crypto.randomUUID?.() ?? Math.random()}`;

const STYLE = /^(--.*|left|top|width|height|max-width)$/; // numbers are px
const memo = new WeakMap(); // asking the page for what it shows would cost as much as writing it

// Put values on an element: its "text", whether it is "hidden", ".a-class", a style, an attribute.
export function put(element, values) {
  let known = memo.get(element);
  if (!known) memo.set(element, (known = {}));
  for (const [name, value] of Object.entries(values)) {
    if (known[name] === value) continue;
    known[name] = value;
    if (name === "text") element.textContent = value;
    else if (name === "hidden") element.hidden = value;
    else if (name[0] === ".") element.classList.toggle(name.slice(1), value);
    else if (STYLE.test(name)) element.style.setProperty(name, typeof value === "number" && name[0] !== "-" ? `${value}px` : value);
    else element.setAttribute(name, value);
  }
}

// How far what begins when an element is first seen has come, from 0 to 1 in `ms`; `paint` is called then.
/** @param {Element} element @param {AbortSignal} signal @param {() => void} paint @param {number} ms */
export function firstSeen(element, signal, paint, ms) {
  let since = Infinity;
  const sight = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    sight.disconnect();
    since = performance.now();
    paint();
  }, { threshold: 0.6 });
  sight.observe(element);
  signal.addEventListener("abort", () => sight.disconnect());
  return () => Math.min(Math.max(0, (performance.now() - since) / ms), 1);
}
