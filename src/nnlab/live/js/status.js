// Says for a whole stage that Python hasn't answered for a while, or that the kernel has gone. In a lab
// it stands under the emblem, then over the topic, or in the sentence's place: nothing moves for it.

import { put } from "./dom.js";

const WAITS = { quiet: 1000, long: 5000 }; // ms without an answer: then a line says so, then words
const LOST = ["restarting", "autorestarting", "terminating", "dead"]; // what ends a kernel's widgets
const SIGNALS = ["statusChanged", "connectionStatusChanged", "disposed"]; // a kernel ends by several roads
const WORDS = {
  "": "",
  quiet: "Waiting for Python.",
  long: "Waiting for another cell to finish.",
  gone: "The kernel is gone: restart it and run this cell again.",
};
const SPOTS = { quiet: ".nnlab-over > .nnlab-icon", long: ".nnlab-topic", gone: ".nnlab-header .nnlab-panel" };

// Where it stands, if this is a lab; else the style sheet says it.
function stand(root, status, now) {
  const spot = now && root.querySelector(SPOTS[now])?.getBoundingClientRect();
  if (!spot?.width) return;
  const zero = root.getBoundingClientRect(), over = root.querySelector(".nnlab-over").getBoundingClientRect();
  const said = [".nnlab-goal", ".nnlab-top > .nnlab-say"].map((name) => root.querySelector(name)?.getBoundingClientRect());
  const foot = root.dataset.layout === "phone" ? said[0] : said[1] ?? said[0]; // there a picture is between them
  const under = said[0].top < over.bottom ? said[0].top : over.bottom + 4; // the goal may stand beside the tools
  const [top, width, high] = { quiet: [spot.bottom + 2, spot.width, 2], long: [over.top, over.right - spot.left, over.height], gone: [under, spot.width, Math.max(32, foot.bottom - under)] }[now];
  put(status, { left: spot.left - zero.left, top: top - zero.top, width, "--high": `${high}px` });
}

/**
 * `places()` are the stage's places on the page, each with its `root` and its element `status`;
 * `repaint` is called when the kernel has gone, or is back.
 * @param {any} model
 * @param {() => Iterable<{root: HTMLElement, status: HTMLElement}>} places
 * @param {() => void} repaint
 */
export function status(model, places, repaint) {
  const kernel = model.widget_manager?.kernel; // what anywidget doesn't say, JupyterLab does
  const watched = new WeakSet(), later = () => requestAnimationFrame(tell); // in another size it stands elsewhere
  const eyes = [globalThis.ResizeObserver, globalThis.IntersectionObserver].flatMap((Kind) => (Kind ? [new Kind(later)] : [])); // and out of sight nothing has a place
  let level = "", lost = false, pressed = false, timers = [];
  const speaker = { gone: false, asked, answered, late: (now) => (now ? asked() : answered()), press, close };

  function tell() {
    const now = speaker.gone ? "gone" : pressed ? "" : level; // never under a moving hand
    for (const { root, status } of places()) {
      if (now && !watched.has(root)) {
        watched.add(root);
        for (const eye of eyes) eye.observe(root);
      }
      root.dataset.state = now;
      put(status, { text: WORDS[now], title: WORDS[now], hidden: !now });
      stand(root, status, now);
    }
  }
  function to(next) {
    level = next;
    tell();
  }
  function asked() {
    if (!timers.length) timers = Object.entries(WAITS).map(([next, wait]) => setTimeout(() => to(next), wait));
  }
  function answered() {
    timers.splice(0).forEach(clearTimeout);
    to("");
  }
  // A hand in one of the places: from its press to its release nothing is said.
  function press() {
    pressed = true;
    tell();
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, release, { capture: true, once: true });
  }
  function release() {
    pressed = false;
    tell();
  }
  function look() {
    const before = speaker.gone;
    lost ||= kernel.isDisposed || LOST.includes(kernel.status);
    speaker.gone = lost || kernel.connectionStatus === "disconnected";
    tell();
    if (speaker.gone !== before) repaint();
  }
  function close() {
    timers.forEach(clearTimeout);
    for (const eye of eyes) eye.disconnect();
    for (const name of SIGNALS) kernel?.[name]?.disconnect(look);
  }
  for (const name of SIGNALS) kernel?.[name]?.connect(look);
  return speaker;
}
