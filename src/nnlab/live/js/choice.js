// Native radio buttons under segments: arrow keys and screen readers come with them.

import { put, tag, unique } from "./dom.js";

/** @import { View, ChoiceValues } from "./types" */

export default (/** @type {View<ChoiceValues>} */ { part, root }) => {
  const group = unique();
  const name = tag("span", { class: "nnlab-control-name", id: `${group}-name` });
  const segments = tag("div", { class: "nnlab-choice-segments nnlab-framed", role: "radiogroup", "aria-labelledby": `${group}-name` });
  root.classList.add("nnlab-choice");
  root.append(name, segments);
  let built = null, inputs = [];

  const build = (options) => {
    built = options.join("\n");
    inputs = options.map((option) => {
      const input = tag("input", { type: "radio", name: group, class: "nnlab-unseen" });
      input.addEventListener("change", () => part.change({ value: option }));
      return input;
    });
    segments.replaceChildren(...options.map((option, k) => tag("label", {}, inputs[k], tag("span", {}, option))));
  };

  const paint = () => {
    const { options, value } = part.values;
    put(name, { text: part.values.name });
    if (built !== options.join("\n")) build(options);
    inputs.forEach((input, k) => { input.checked = options[k] === value; });
  };
  return { paint };
};
