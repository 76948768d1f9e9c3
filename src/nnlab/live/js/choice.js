// Native radio buttons under segments: arrow keys and screen readers come with them.

import { tag, view } from "./view.js";

/** @import { View, ChoiceValues } from "./types" */

export default view(/** @param {View<ChoiceValues>} v */ ({ model, root, change, onPaint }) => {
  const group = `nnlab-${crypto.randomUUID?.() ?? Math.random()}`;
  const name = tag("span", { class: "nnlab-choice-name", id: `${group}-name` });
  const segments = tag("div", { class: "nnlab-choice-segments", role: "radiogroup", "aria-labelledby": `${group}-name` });
  root.classList.add("nnlab-choice");
  root.append(name, segments);
  let built = null, inputs = [];

  const build = (options) => {
    built = options.join("\n");
    inputs = options.map((option) => {
      const input = tag("input", { type: "radio", name: group, class: "nnlab-unseen" });
      input.addEventListener("change", () => change({ value: option }));
      return input;
    });
    segments.replaceChildren(...options.map((option, k) => tag("label", {}, inputs[k], tag("span", {}, option))));
  };

  onPaint(() => {
    const options = model.get("options");
    name.textContent = model.get("name");
    if (built !== options.join("\n")) build(options);
    inputs.forEach((input, k) => { input.checked = options[k] === model.get("value"); });
  });
});
