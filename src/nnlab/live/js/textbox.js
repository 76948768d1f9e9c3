// A box of text with its button: what is typed stays in the page until the button hands it over.

import { put, tag, unique } from "./dom.js";

/** @import { View, TextBoxValues } from "./types" */

export default (/** @type {View<TextBoxValues>} */ { part, root, say }) => {
  const id = unique();
  const name = tag("label", { class: "nnlab-control-name", for: id });
  const box = tag("textarea", { id, class: "nnlab-framed", rows: "4", spellcheck: "false", "data-lm-suppress-shortcuts": "true" });
  const button = tag("button", { type: "button", class: "nnlab-button" });
  root.classList.add("nnlab-textbox");
  root.append(name, box, button);
  /** @type {string | null} */
  let shown = null; // Python's text, which what is typed since then replaces on the page

  button.addEventListener("click", async () => {
    say("");
    if (!part.values.fixed) return part.send({ type: "take", value: box.value });
    box.focus({ preventScroll: true });
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
    } catch {
      say("It's selected: copy it with Ctrl+C.");
    }
  });

  const paint = () => {
    const { value, fixed, hint, action } = part.values;
    if (value !== shown) box.value = shown = value;
    put(name, { text: part.values.name });
    put(button, { text: action });
    put(box, { placeholder: hint });
    box.readOnly = fixed;
  };
  return { paint };
};
