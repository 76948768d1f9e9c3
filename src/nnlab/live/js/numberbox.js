// A box that shows a number and takes another: what is typed counts on Enter and when the focus
// leaves; nonsense is named and undone.

import { put, tag } from "./dom.js";
import { notANumber, readNumber } from "./numbers.js";
import { way } from "./pointer.js";

//   take(value)      a number was typed
//   step(way)        an arrow up or down, or a page key
//   done(key)        Enter, Escape or Tab; Escape has put back what was there
//   refuse(value)    why it can't be this number, in a sentence
export function numberBox({ kind, say, take, step, done = (_key) => {}, refuse = (_value) => "" }) {
  const box = tag("input", { type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", class: `${kind} nnlab-number` });
  let shown = "";
  // What was typed, if it is a number.
  const read = () => {
    if (box.value === shown) return true;
    const value = readNumber(box.value), wrong = Number.isFinite(value) ? refuse(value) : notANumber(box.value);
    box.value = shown;
    say(wrong);
    if (!wrong) take(value);
    return !wrong;
  };
  box.addEventListener("keydown", (event) => {
    if (/^(Arrow(Up|Down)|Page)/.test(event.key) && read()) {
      const asked = way(event);
      if (asked) step(asked);
      box.select();
    } else if (/^(Enter|Escape|Tab)$/.test(event.key)) {
      if (event.key === "Escape") box.value = shown;
      if (event.key !== "Tab") event.preventDefault(); // else Enter presses what has the focus then
      read();
      done(event);
    }
  });
  box.addEventListener("blur", read);
  return {
    box, read,
    show(text, label) {
      if (box.value === shown || !box.matches(":focus")) box.value = text;
      shown = text;
      put(box, { "aria-label": label });
    },
  };
}
