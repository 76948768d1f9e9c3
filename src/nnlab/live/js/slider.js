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
  const back = tag("button", { type: "button", class: "nnlab-button nnlab-slider-back" }, "↺");
  const typed = numberBox({
    kind: "nnlab-slider-box", say,
    take: (value) => set(value),
    step: (asked) => move(asked),
    done: ({ key }) => { if (key === "Escape") say(""); },
    refuse: (value) => (part.values.scale === "log" && value <= 0 ? "This number must be above 0." : ""),
  });
  root.classList.add("nnlab-slider");
  const bar = tag("div", { class: "nnlab-slider-track" }, range);
  root.append(name, bar, tag("span", { class: "nnlab-framed" }, typed.box, unit), back);

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
  range.addEventListener("input", () => set(track(part.values).near(Number(range.value))));
  typed.box.addEventListener("focus", () => typed.box.select());
  back.addEventListener("click", () => {
    if (part.values.value !== part.values.start) set(part.values.start);
  });

  const paint = () => {
    const now = part.values, { value, start } = now, { low, high, place, within } = track(now);
    const log = now.scale === "log", at = place(value), from = !log && low < 0 && high > 0 ? 0 : low;
    const figures = (it) => number(it, log ? { figures: now.decimals } : { decimals: now.decimals });
    const share = (where) => String((within(where) - low) / (high - low));
    const own = now.words.startsWith(now.name) ? "" : now.name; // "fold: carries ...", not twice "fold"
    const words = [own, now.words].filter(Boolean).join(", ");
    Object.assign(range, { min: low, max: high, value: within(at) });
    put(name, { text: now.name });
    put(range, {
      "aria-label": words,
      "aria-valuetext": `${value < 0 ? "minus " : ""}${figures(Math.abs(value))}${now.unit && ` ${now.unit}`}`,
    });
    put(bar, {
      "data-side": !now.signed ? "" : value < 0 ? "negative" : "positive",
      "--zero": share(from), "--at": share(at), "--from": share(Math.min(from, at)), "--to": share(Math.max(from, at)),
    });
    put(unit, { text: now.unit });
    typed.show(figures(value), `${words}: type a number`);
    const label = `${now.name} back to ${figures(start)}`;
    put(back, { "aria-label": label, title: label, "aria-disabled": String(value === start) });
  };
  return { paint };
};
