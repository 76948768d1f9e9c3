// Shows HTML that Python built, keeps the focus when it changes, and reports what is chosen in it.

import { tag } from "./dom.js";
import { SLOP } from "./pointer.js";
import { scrubbing } from "./scrub.js";

// Make `now` like `next`, touching only what differs: the focus and the selection stay.
function morph(now, next) {
  if (now.nodeType !== next.nodeType || now.nodeName !== next.nodeName) return now.replaceWith(next);
  if (now.nodeType === Node.TEXT_NODE) {
    if (now.data !== next.data) now.data = next.data;
    return;
  }
  for (const { name } of [...now.attributes]) if (!next.hasAttribute(name)) now.removeAttribute(name);
  for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  morphChildren(now, next);
}

function morphChildren(now, next) {
  const olds = [...now.childNodes], news = [...next.childNodes];
  news.forEach((child, k) => (k < olds.length ? morph(olds[k], child) : now.append(child)));
  olds.slice(news.length).forEach((child) => child.remove());
}

const QUIET = 700; // ms without a change before it is said: a drag says its end, not its way

/** @import { View, PanelValues } from "./types" */

export default (/** @type {View<PanelValues>} */ { part, root, el, signal, say }) => {
  const body = tag("div", { class: "nnlab-panel" });
  const voice = tag("div", { class: "nnlab-unseen", "aria-live": "polite" });
  root.append(body, voice);
  const scrub = scrubbing({ part, body, root, signal, say });

  /** @type {string | null} */
  let html = null;
  let timer = 0;
  const paint = () => {
    const { live } = part.values, first = html === null;
    if (html === part.values.html) return;
    html = part.values.html;
    const next = tag("div");
    next.innerHTML = html;
    for (const element of next.querySelectorAll("[data-event], [tabindex]")) element.setAttribute("data-lm-suppress-shortcuts", "true");
    const held = body.contains(document.activeElement) ? document.activeElement : null;
    morphChildren(body, next);
    if (held && !held.isConnected) requestAnimationFrame(leadOn);
    scrub.keep();
    if (!live || first) return;
    clearTimeout(timer);
    timer = setTimeout(() => { voice.textContent = body.innerText; }, QUIET);
  };
  signal.addEventListener("abort", () => clearTimeout(timer));

  // What had the focus is gone: it goes to what leads on from here.
  function leadOn() {
    if (document.activeElement && document.activeElement !== document.body) return;
    const main = el.closest(".nnlab-lab")?.querySelector(".nnlab-main:not([aria-disabled='true'])");
    /** @type {HTMLElement | null | undefined} */ (main)?.focus({ preventScroll: true });
  }

  const report = (element) => {
    if (element.getAttribute("aria-disabled") !== "true") part.send(JSON.parse(element.dataset.event));
  };
  // What a pointer pressed counts as it stood then: meanwhile it may have been painted anew, or have moved away.
  /** @type {any} */
  let press = null;
  let handled = false;
  body.addEventListener("pointerdown", (event) => {
    const element = event.target.closest("[data-event]:not([data-scrub])");
    press = element && event.button === 0 ? { as: element.cloneNode(), pointer: event.pointerId, at: [event.clientX, event.clientY] } : null;
    handled = false;
  });
  window.addEventListener("pointerup", ({ pointerId, clientX, clientY }) => {
    if (press?.pointer !== pointerId) return;
    const { as, at: [x, y] } = press;
    press = null;
    handled = Math.hypot(clientX - x, clientY - y) <= SLOP;
    if (handled) report(as);
  }, { signal });
  body.addEventListener("click", (event) => { // a pointer's own click comes after its pointerup, and is no second one
    const element = event.target.closest("[data-event]"), again = handled && event.detail > 0;
    handled = false;
    if (element && !again && !scrub.handled(event)) report(element);
  });
  body.addEventListener("keydown", (event) => {
    const element = event.target.closest("[data-event]");
    if (!element || element.dataset.scrub || event.ctrlKey || event.altKey || event.metaKey) return;
    if ((event.key === "Enter" || event.key === " ") && element.nodeName !== "BUTTON") {
      event.preventDefault();
      report(element);
    }
    const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (steps && element.nodeName === "TR") { // from row to row
      const rows = [...element.parentNode.children];
      event.preventDefault();
      rows[rows.indexOf(element) + steps]?.focus();
    }
  });

  // Shortcuts named by aria-keyshortcuts work in the whole lab, but not while text is typed.
  const named = (event) => [
    event.ctrlKey || event.metaKey ? "Control" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : "",
    event.key === " " ? "Space" : event.key.length === 1 ? event.key.toUpperCase() : event.key,
  ].filter(Boolean).join("+");
  const onShortcut = (event) => {
    if (event.defaultPrevented || event.target.matches?.("input[type=text], textarea")) return;
    if (event.key === " " && event.target.closest?.("button, [data-event]")) return; // it presses that
    for (const element of body.querySelectorAll("[aria-keyshortcuts]")) {
      if (!element.getAttribute("aria-keyshortcuts").split(" ").includes(named(event))) continue;
      event.preventDefault();
      event.stopPropagation();
      report(element);
    }
  };
  // The lab is there once this view has its place in the page.
  requestAnimationFrame(() => el.closest(".nnlab-lab")?.addEventListener("keydown", onShortcut, { signal }));
  return { paint };
};
