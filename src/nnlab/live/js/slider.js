// A native range input (focus, touch and screen readers come with it) over a track of our own.

import { printed, readNumber, tag, view } from "./view.js";

export default view(({ model, root, signal, change, onPaint, say }) => {
  const get = (name) => model.get(name);
  const id = `nnlab-${crypto.randomUUID?.() ?? Math.random()}`;
  const name = tag("label", { class: "nnlab-slider-name", for: id });
  const fill = tag("div", { class: "nnlab-slider-fill" });
  const zero = tag("div", { class: "nnlab-slider-zero" });
  const range = tag("input", { type: "range", id, step: "any", class: "nnlab-slider-range" });
  const track = tag("div", { class: "nnlab-slider-track" }, fill, zero, range);
  const box = tag("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", class: "nnlab-slider-box nnlab-number" });
  const unit = tag("span", { class: "nnlab-slider-unit" });
  const back = tag("button", { type: "button", class: "nnlab-button nnlab-slider-back" }, "↺");
  root.classList.add("nnlab-slider");
  root.append(name, track, tag("span", { class: "nnlab-slider-value" }, box, unit), back);

  // The track is even in `place(value)`: the value itself, or its power of ten.
  const log = () => get("scale") === "log";
  const place = (value) => (log() ? Math.log10(value) : value);
  const unplace = (at) => (log() ? Number((10 ** at).toPrecision(2)) : at);
  const snap = (at) => Number((Math.round(at / get("step")) * get("step")).toFixed(10));
  const ends = () => [place(get("minimum")), place(get("maximum"))];
  const within = (at) => Math.min(Math.max(at, ends()[0]), ends()[1]);
  // The track's own ends are as exact as they were given, whatever the step.
  const valueAt = (at) => {
    const [low, high] = ends();
    return at <= low ? get("minimum") : at >= high ? get("maximum") : unplace(at);
  };
  const figures = (value) => {
    if (!log()) return printed(value, get("decimals"));
    return value >= 1e6 || value < 1e-5 ? value.toExponential(1) : String(Number(value.toPrecision(get("decimals"))));
  };

  const set = (value) => {
    say("");
    if (value === get("value")) paint();
    else change({ value });
  };
  // An arrow goes to the next grid point; a number beyond the end isn't pulled back by it.
  const move = (steps) => {
    const at = place(get("value")), step = get("step"), [low, high] = ends();
    const next = steps > 0 ? snap(Math.floor(at / step + 1e-9) * step + steps * step)
      : snap(Math.ceil(at / step - 1e-9) * step + steps * step);
    if ((steps > 0 && at >= high) || (steps < 0 && at <= low)) return;
    set(valueAt(within(next)));
  };
  const page = () => Math.max(1, Math.round((ends()[1] - ends()[0]) / get("step") / 10));
  const keys = {
    ArrowRight: () => move(1), ArrowUp: () => move(1),
    ArrowLeft: () => move(-1), ArrowDown: () => move(-1),
    PageUp: () => move(page()), PageDown: () => move(-page()),
    Home: () => set(get("minimum")), End: () => set(get("maximum")),
  };
  const press = (allowed) => (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !allowed.includes(event.key)) return;
    event.preventDefault();
    keys[event.key]();
  };

  range.addEventListener("keydown", press(Object.keys(keys)));
  range.addEventListener("input", () => {
    set(valueAt(within(snap(Number(range.value)))));
  });

  // The box: what was typed counts on Enter or when the focus leaves; nonsense is named and undone.
  let shown = "";
  const typed = () => {
    if (box.value === shown) return;
    const value = readNumber(box.value), text = box.value.trim();
    const wrong = !Number.isFinite(value) ? (text ? `“${text.slice(0, 40)}” is not a number. ` : "There is no number. ") + "Type one such as −0.5."
      : log() && value <= 0 ? "This number must be above 0." : "";
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
    const value = get("value"), [low, high] = ends();
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
