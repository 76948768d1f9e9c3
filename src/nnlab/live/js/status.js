// Says for a whole stage that Python hasn't answered for a while, or that the kernel has gone. It
// stands over the picture, in a place of its own: nothing moves for it.

const WAITS = { quiet: 1000, long: 5000 }; // ms without an answer: then a line says so, then words
const LOST = ["restarting", "autorestarting", "terminating", "dead"]; // what ends a kernel's widgets
const SIGNALS = ["statusChanged", "connectionStatusChanged", "disposed"]; // a kernel ends by several roads
const WORDS = {
  "": "",
  quiet: "Waiting for Python.",
  long: "Waiting for another cell to finish.",
  gone: "The kernel is gone: restart the kernel and run this cell again.",
};

/**
 * `places()` are the stage's places on the page, each with its `root` and its element `status`.
 * @param {any} model
 * @param {() => Iterable<{root: HTMLElement, status: HTMLElement}>} places
 */
export function status(model, places) {
  const kernel = model.widget_manager?.kernel; // what anywidget doesn't say, JupyterLab does
  let level = "", lost = false, pressed = false, timers = [];
  const speaker = { gone: false, asked, answered, late: (now) => (now ? asked() : answered()), press, close };

  function tell() {
    const now = speaker.gone ? "gone" : pressed ? "" : level; // never under a moving hand
    for (const { root, status } of places()) {
      root.dataset.state = now;
      if (status.textContent !== WORDS[now]) status.textContent = status.title = WORDS[now];
      status.hidden = !now;
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
    lost ||= kernel.isDisposed || LOST.includes(kernel.status);
    speaker.gone = lost || kernel.connectionStatus === "disconnected";
    tell();
  }
  function close() {
    timers.forEach(clearTimeout);
    for (const name of SIGNALS) kernel?.[name]?.disconnect(look);
  }
  for (const name of SIGNALS) kernel?.[name]?.connect(look);
  return speaker;
}
