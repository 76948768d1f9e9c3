// A film's steps as segments, and a thumb: a slider. The thumb follows the hand at once.

import { put, resized, tag } from "./dom.js";
import { way } from "./pointer.js";

/** @import { View, TimelineValues } from "./types" */

export default (/** @type {View<TimelineValues>} */ { root, el, part, signal, repaint }) => {
  el.classList.add("nnlab-timeline");
  const bar = tag("div", { class: "nnlab-timeline-bar", role: "slider", tabindex: "0", "aria-label": "step", "aria-valuemin": "0" });
  const thumb = tag("i", { class: "nnlab-timeline-thumb" });
  const [forth, back, title, count] = ["forward →", "← back", "", ""].map((words) => tag("span", {}, words));
  const names = tag("div", { class: "nnlab-timeline-names", "aria-hidden": "true" }, forth, back, title, count);
  root.append(bar, names);
  for (const each of [root, title]) resized(each, signal, repaint); // its words may come later than its room
  /** @type {number | null} */
  let held = null; // where the thumb is, while a hand holds it

  const most = () => part.values.titles.length + (part.values.end ? 1 : 0);
  const go = (position, held = false) => {
    const to = Math.min(Math.max(position, 0), most());
    if (to !== part.values.position) part.send({ type: "go", position: to, held }, "go");
  };
  const under = (event) => {
    const { left, width } = bar.getBoundingClientRect(), n = part.values.titles.length;
    const at = ((event.clientX - left) / width) * n;
    return at < 0 ? 0 : at >= n ? most() : Math.floor(at) + 1;
  };
  bar.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    bar.setPointerCapture(event.pointerId);
    held = under(event);
    go(held, true);
    paint();
  });
  bar.addEventListener("pointermove", (event) => {
    if (held === null || held === under(event)) return;
    held = under(event);
    go(held, true);
    paint();
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    bar.addEventListener(end, () => { held = null; paint(); });
  }
  bar.addEventListener("keydown", (event) => {
    const asked = way(event);
    if (asked) go(asked.end ? (asked.end < 0 ? 0 : most()) : part.values.position + asked.steps);
  });

  function paint() {
    const { titles, turn, position, end } = part.values, at = held ?? position, n = titles.length;
    while (bar.childElementCount < n + 1) bar.append(tag("b"));
    while (bar.childElementCount > n + 1) bar.lastElementChild?.remove();
    if (bar.firstElementChild !== thumb) bar.prepend(thumb);
    [...bar.children].slice(1).forEach((each, k) => put(each, { class: k >= at ? "" : k < turn ? "there" : "back" }));
    const share = at > n ? 1 : at ? (at - 0.42) / n : 0, words = at > n ? end : titles[at - 1] ?? "";
    put(thumb, { left: `${share * 100}%` });
    put(title, { text: words, class: "nnlab-timeline-title" });
    put(count, { text: `${Math.min(at, n)} of ${n}`, class: "nnlab-timeline-count" });
    put(bar, { "aria-valuemax": String(most()), "aria-valuenow": String(at), "aria-valuetext": `${Math.min(at, n)} of ${n}${words && `: ${words}`}` });
    // What has no room beside the step's own words is left out.
    const wide = names.clientWidth, own = title.offsetWidth;
    const left = Math.min(Math.max(share * wide - own / 2, 0), Math.max(wide - own - count.offsetWidth - 14, 0));
    put(title, { left });
    put(back, { left: (turn / n) * wide, hidden: turn >= n });
    const covers = (word) => own && word.offsetLeft < left + own + 10 && word.offsetLeft + word.offsetWidth > left - 10;
    for (const word of [forth, back]) put(word, { "data-covered": String(covers(word)) });
  }
  return { paint };
};
