// What all views share.
// JavaScript paints and reports; it computes nothing that is taught.

import { put, tag } from "./dom.js";

// Shows a part in an element, by its kind's `setup(v)`, called once for each place. `v` has
//   part, root (where to build), el, signal (aborted when the view goes)
//   onPaint(paint)   paint now, whenever a value changes, and when the theme does; a second function
//                    is called in its place where only words have changed
//   repaint()        paint now, but once a frame
//   say(sentence)    shown and announced in place, like an error; "" hides it
// Returns the function that ends it.
export function show(setup, part, el) {
  const ended = new AbortController(), { signal } = ended;
  const root = tag("div", { class: "nnlab-root" });
  const trouble = tag("div", { class: "nnlab-trouble", role: "alert", hidden: true });
  el.append(root, trouble);

  let said = "", classes = [];
  const dress = () => {
    const { error, hidden } = part.values, words = said || error || "";
    el.classList.remove(...classes);
    classes = part.values.classes;
    el.classList.add("nnlab", ...classes);
    el.hidden = hidden;
    put(trouble, { text: words, hidden: !words });
  };
  const say = (sentence) => {
    said = sentence;
    dress();
  };

  // Painted when the message is here; a second one within the same frame waits for the next.
  const paints = [], tells = [];
  let frame = 0, last = -1e9;
  const paint = () => {
    frame = 0;
    last = performance.now();
    try {
      for (const each of paints) each();
    } catch (/** @type {any} */ error) {
      console.error(error);
      say(`This picture could not be drawn (${error.message}). Run the cell again.`);
    }
  };
  const repaint = () => {
    if (frame || signal.aborted) return;
    if (performance.now() - last > 12) paint();
    else frame = requestAnimationFrame(paint);
  };
  const onPaint = (each, words = repaint) => {
    paints.push(each);
    tells.push(words);
    each();
  };

  const offs = [
    part.on("change", () => { dress(); repaint(); }),
    part.on("words", () => { dress(); tells.forEach((each) => each()); }),
  ];
  signal.addEventListener("abort", () => {
    offs.forEach((off) => off());
    cancelAnimationFrame(frame);
    root.remove();
    trouble.remove();
  });
  dress();
  setup({ part, root, el, signal, onPaint, repaint, say });
  return () => ended.abort();
}
