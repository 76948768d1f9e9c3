// A native select under its name: keys, touch and screen readers come with it.

import { put, tag, unique } from "./dom.js";

/** @import { View, SelectValues } from "./types" */

export default (/** @type {View<SelectValues>} */ { part, root }) => {
  const id = unique();
  const name = tag("label", { class: "nnlab-control-name", for: id });
  const list = tag("select", { id, class: "nnlab-framed" });
  root.classList.add("nnlab-select");
  root.append(name, list);
  let built = "";
  list.addEventListener("change", () => part.change({ value: list.value }));

  const paint = () => {
    const { options, value, words } = part.values;
    put(name, { text: part.values.name });
    if (built !== options.join("\n")) list.replaceChildren(...options.map((option) => tag("option", { value: option }, option)));
    built = options.join("\n");
    list.value = value;
    put(list, { title: words, "aria-label": [part.values.name, words].filter(Boolean).join(", ") });
  };
  return { paint };
};
