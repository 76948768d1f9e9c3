// A native range input (focus, touch and screen readers come with it) over a track of our own.

import { notANumber, number, readNumber } from "./numbers.js";
import { track } from "./track.js";
import { tag, view } from "./view.js";

/** @import { View, SliderValues } from "./types" */

export default view(/** @param {View<SliderValues>} v */ ({ model, root, change, onPaint, say }) => {
  const get = (name) => model.get(name);
  const id = `nnlab-${crypto.randomUUID?.() ?? Math.random()}`;
  const name = tag("label", { class: "nnlab-slider-name", for: id });
  const fill = tag("div", { class: "nnlab-slider-fill" });
  const zero = tag("div", { class: "nnlab-slider-zero" });
  const range = tag("input", { type: "range", id, step: "any", class: "nnlab-slider-range" });
  const bar = tag("div", { class: "nnlab-slider-track" }, fill, zero, range);
  const box = tag("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", class: "nnlab-slider-box nnlab-number" });
  const unit = tag("span", { class: "nnlab-slider-unit" });
  const back = tag("button", { type: "button", class: "nnlab-button nnlab-slider-back" }, "↺");
  root.classList.add("nnlab-slider");
  root.append(name, bar, tag("span", { class: "nnlab-slider-value" }, box, unit), back);

  const log = () => get("scale") === "log";
  const along = () => track({ minimum: get("minimum"), maximum: get("maximum"), step: get("step"), log: log() });
  const figures = (value) => number(value, log() ? { figures: get("decimals") } : { decimals: get("decimals") });

  const set = (value) => {
    say("");
    if (value === get("value")) paint();
    else change({ value });
  };
  const move = (steps) => {
    const value = along().moved(get("value"), steps);
    if (value !== get("value")) set(value);
  };
  const keys = {
    ArrowRight: () => move(1), ArrowUp: () => move(1),
    ArrowLeft: () => move(-1), ArrowDown: () => move(-1),
    PageUp: () => move(along().page), PageDown: () => move(-along().page),
    Home: () => set(get("minimum")), End: () => set(get("maximum")),
  };
  const press = (allowed) => (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !allowed.includes(event.key)) return;
    event.preventDefault();
    keys[event.key]();
  };

  range.addEventListener("keydown", press(Object.keys(keys)));
  range.addEventListener("input", () => set(along().near(Number(range.value))));

  // The box: what was typed counts on Enter or when the focus leaves; nonsense is named and undone.
  let shown = "";
  const typed = () => {
    if (box.value === shown) return;
    const value = readNumber(box.value);
    const wrong = !Number.isFinite(value) ? notANumber(box.value) : log() && value <= 0 ? "This number must be above 0." : "";
    box.value = shown;
    if (wrong) say(wrong);
    else set(value);
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") typed();
    else if (event.key === "Escape") { box.value = shown; say(""); }
    else if (/^(Arrow(Up|Down)|Page)/.test(event.key)) {
      typed();
      press(["ArrowUp", "ArrowDown", "PageUp", "PageDown"])(event);
      box.select();
    }
  });
  box.addEventListener("blur", typed);
  box.addEventListener("focus", () => box.select());

  back.addEventListener("click", () => {
    if (get("value") !== get("start")) set(get("start"));
  });

  const paint = () => {
    const value = get("value"), { low, high, place, within } = along();
    const percent = (at) => `${(100 * (within(at) - low)) / (high - low)}%`;
    const said = get("words").startsWith(get("name")) ? "" : get("name"); // "fold: carries ...", not twice "fold"
    const words = [said, get("words")].filter(Boolean).join(", ");
    name.textContent = get("name");
    range.min = low;
    range.max = high;
    range.value = within(place(value));
    range.setAttribute("aria-label", words);
    range.setAttribute("aria-valuetext", `${value < 0 ? "minus " : ""}${figures(Math.abs(value))}${get("unit") ? ` ${get("unit")}` : ""}`);
    const side = !get("signed") ? "plain" : value < 0 ? "negative" : "positive";
    const from = !log() && low < 0 && high > 0 ? 0 : low;
    fill.dataset.side = side;
    zero.style.setProperty("--at", percent(from));
    fill.style.setProperty("--from", percent(Math.min(from, place(value))));
    fill.style.setProperty("--to", percent(Math.max(from, place(value))));
    unit.textContent = get("unit");
    box.setAttribute("aria-label", `${words}: type a number`);
    if (box.value === shown || box !== document.activeElement) box.value = figures(value);
    shown = figures(value);
    const start = `${get("name")} back to ${figures(get("start"))}`;
    back.setAttribute("aria-label", start);
    back.title = start;
    back.setAttribute("aria-disabled", String(value === get("start")));
  };
  onPaint(paint);
});
