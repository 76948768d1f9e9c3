// Numbers in a panel that a hand can drag: each is the handle of a slider (data-scrub is its id).
// An arrow key adds 0.1, with Shift 1, with Alt 0.01; a click, or Enter, opens a box to type in.

import { put, tag } from "./dom.js";
import { numberBox } from "./numberbox.js";
import { number } from "./numbers.js";

const SLOP = 3; // px: less is a click
const TRACK = 500; // px from one end of its slider to the other
const WAYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/** @param {any} v */
export function scrubbing({ part, body, root, signal, say }) {
  /** @type {any} */
  let held = null; // {element, from, x, moved, value}: the number in the hand
  let dragged = false; // the click after a drag is none
  const sliderOf = (element) => part.wire.parts.get(element.dataset.scrub);
  const valueOf = (element) => Number(element.getAttribute("aria-valuenow"));
  const rounded = (value, step) => Number((Math.round(value / step) * step).toFixed(10));

  // A number that stands for another part than the slider shows now says so first.
  function choose(element) {
    if (element.dataset.event) part.send(JSON.parse(element.dataset.event));
  }
  function set(element, value) {
    const slider = sliderOf(element);
    if (!slider || !Number.isFinite(value)) return;
    show(element, value);
    slider.change({ value });
  }
  // The hand's own digits, at once; Python's follow.
  function show(element, value) {
    const { decimals, signed, scale } = sliderOf(element).values;
    const text = number(value, scale === "log" ? { figures: decimals } : { decimals, plus: signed });
    element.textContent = text;
    element.setAttribute("aria-valuenow", String(value));
    if (!signed) return;
    element.classList.toggle("nnlab-positive", text[0] === "+");
    element.classList.toggle("nnlab-negative", text[0] === "\u2212");
  }
  // Python's answer to an earlier value doesn't push the hand's own digits away.
  function keep() {
    if (!held) return;
    held.element.classList.add("nnlab-held");
    if (held.moved) show(held.element, held.value);
  }
  // So far along the track from `from`: a screen's width is more than all of it.
  function moved(element, from, far, step) {
    const { minimum, maximum, scale } = sliderOf(element).values;
    const value = scale === "log" ? Number((from * (maximum / minimum) ** far).toPrecision(3)) : rounded(from + far * (maximum - minimum), step);
    return Math.min(Math.max(value, Math.min(from, minimum)), Math.max(from, maximum));
  }
  // By a key: 0.1, or a tenth of the track where it is no sum.
  function stepped(element, way, event) {
    const by = event.shiftKey ? 1 : event.altKey ? 0.01 : 0.1, from = valueOf(element), { minimum, maximum, scale } = sliderOf(element).values;
    return scale === "log" ? moved(element, from, way * by / 4, 0.01) : moved(element, from, way * by / (maximum - minimum), 0.01);
  }
  function end() {
    if (!held) return;
    held.element.classList.remove("nnlab-held");
    dragged = held.moved;
    held = null;
  }

  function type(element) {
    const slider = sliderOf(element);
    if (!slider) return;
    const { values } = slider, at = element.getBoundingClientRect();
    let open = true;
    const close = (back = false) => {
      if (!open) return;
      open = false;
      typed.box.remove();
      if (back) element.focus({ preventScroll: true });
    };
    const typed = numberBox({
      kind: "nnlab-scrub-box", say,
      take: (value) => set(element, value),
      step: ({ steps, big }) => set(element, stepped(element, steps, { shiftKey: big })),
      done: ({ key }) => { if (key !== "Tab") close(true); },
    });
    typed.show(number(valueOf(element), { decimals: values.decimals }), `${values.words || values.name}: type a number`);
    typed.box.addEventListener("blur", () => close());
    root.append(typed.box);
    const place = typed.box.offsetParent ?? root, origin = place.getBoundingClientRect(), zoom = origin.width / place.offsetWidth || 1;
    put(typed.box, {
      left: (at.left - origin.left) / zoom + place.scrollLeft, top: (at.top - origin.top) / zoom + place.scrollTop, "--wide": `${at.width / zoom}px`,
    });
    typed.box.focus({ preventScroll: true });
    typed.box.select();
  }

  const listen = (name, act) => body.addEventListener(name, act, { signal });
  const pick = (event) => event.target.closest("[data-scrub]");
  listen("pointerdown", (event) => {
    const element = pick(event);
    if (!element || event.button !== 0 || !sliderOf(element)) return;
    element.setPointerCapture(event.pointerId);
    element.classList.add("nnlab-held");
    choose(element);
    dragged = false;
    held = { element, from: valueOf(element), x: event.clientX, moved: false, value: 0 };
  });
  listen("pointermove", (event) => {
    if (!held || (!held.moved && Math.abs(event.clientX - held.x) < SLOP)) return;
    const fine = event.altKey ? 0.1 : 1;
    held.moved = true;
    held.value = moved(held.element, held.from, (event.clientX - held.x) / TRACK * fine, fine < 1 ? 0.01 : 0.02);
    set(held.element, held.value);
  });
  listen("pointerup", end);
  listen("pointercancel", end);
  listen("lostpointercapture", end);
  listen("keydown", (event) => {
    const element = pick(event), way = WAYS[event.key];
    if (!element || !sliderOf(element) || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && held) {
      set(element, held.from);
      end();
    } else if (way) {
      choose(element);
      set(element, stepped(element, way, event));
    } else if (event.key === "Enter" || event.key === " ") {
      choose(element);
      type(element);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  listen("click", (event) => {
    const element = pick(event);
    if (element && !dragged) type(element);
    dragged = false;
  });
  return { keep, handled: (event) => Boolean(pick(event)) };
}
