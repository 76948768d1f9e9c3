// A native range input (focus, touch and screen readers come with it) over a track of our own.

import { put, tag, unique } from "./dom.js";
import { numberBox } from "./numberbox.js";
import { number } from "./numbers.js";
import { way } from "./pointer.js";
import { track } from "./track.js";

/** @import { View, SliderValues } from "./types" */

export default (/** @type {View<SliderValues>} */ { part, root, say }) => {
  const id = unique();
  const name = tag("label", { class: "nnlab-control-name", for: id });
  const range = tag("input", { type: "range", id, step: "any", class: "nnlab-slider-range" });
  const unit = tag("span", { class: "nnlab-slider-unit" });
  const typed = numberBox({
    kind: "nnlab-slider-box", say,
    take: (value) => set(value),
    step: (asked) => move(asked),
    done: ({ key }) => { if (key === "Escape") say(""); },
    refuse: (value) => (part.values.scale === "log" && value <= 0 ? "This number must be above 0." : ""),
  });
  root.classList.add("nnlab-slider");
  const bar = tag("div", { class: "nnlab-slider-track" }, range);
  root.append(name, bar, tag("span", { class: "nnlab-framed" }, typed.box, unit));

  const set = (value) => {
    say("");
    if (value === part.values.value) paint();
    else part.change({ value });
  };
  const move = ({ steps, big, end }) => {
    const { value, minimum, maximum } = part.values, along = track(part.values);
    const next = end ? (end < 0 ? minimum : maximum) : along.moved(value, big ? steps * along.page : steps);
    if (next !== value) set(next);
  };
  range.addEventListener("keydown", (event) => {
    const asked = way(event);
    if (asked) move(asked);
  });
  // A finger that comes down moves the handle at once, though it may go on to scroll the page: what it
  // asks for waits until it goes along, or lifts.
  let finger = /** @type {PointerEvent?} */ (null), waits = false;
  const take = () => set(track(part.values).near(Number(range.value)));
  const settle = (event) => {
    finger = null;
    if (waits) event.type === "pointercancel" ? paint() : take();
    waits = false;
  };
  range.addEventListener("pointerdown", (event) => { finger = event.pointerType === "touch" ? event : null; });
  range.addEventListener("pointermove", (event) => {
    if (finger && Math.abs(event.clientX - finger.clientX) > Math.abs(event.clientY - finger.clientY)) settle(event);
  });
  for (const end of ["pointerup", "pointercancel"]) range.addEventListener(end, settle);
  range.addEventListener("input", () => { if (finger) waits = true; else take(); });
  typed.box.addEventListener("focus", () => typed.box.select());

  const paint = () => {
    const now = part.values, { value } = now, { low, high, place, within } = track(now);
    const log = now.scale === "log", at = place(value), from = !log && low < 0 && high > 0 ? 0 : low;
    const figures = (it) => number(it, log ? { figures: now.decimals } : { decimals: now.decimals, plus: now.signed });
    const share = (where) => String((within(where) - low) / (high - low));
    const own = now.words.startsWith(now.name) ? "" : now.name; // "fold: carries ...", not twice "fold"
    const words = [own, now.words].filter(Boolean).join(", ");
    Object.assign(range, { min: low, max: high, value: within(at) });
    put(name, { text: now.name, ".nnlab-symbol": /^[a-z][₀-₉]?$/.test(now.name) });
    put(range, {
      "aria-label": words,
      "aria-valuetext": `${value < 0 ? "minus " : ""}${figures(Math.abs(value)).replace("+", "")}${now.unit && ` ${now.unit}`}`,
    });
    put(bar, {
      "data-side": !now.signed ? "" : value < 0 ? "negative" : "positive",
      "--zero": share(from), "--at": share(at), "--from": share(Math.min(from, at)), "--to": share(Math.max(from, at)),
    });
    put(root, { "data-low": figures(now.minimum), "data-high": figures(now.maximum) }); // a sheet may show its ends
    put(unit, { text: now.unit });
    typed.show(figures(value), `${words}: type a number`);
    for (const side of ["positive", "negative"]) put(typed.box, { [`.nnlab-${side}`]: now.signed && (side === "positive" ? value > 0 : value < 0) });
  };
  return { paint };
};
