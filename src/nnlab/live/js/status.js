// Says for a whole stage that Python hasn't answered for a while, or that the kernel has gone. It
// stands over the picture, in a place of its own: nothing moves for it.

const QUIET = 1000, LONG = 5000; // ms without an answer: then a line says so, then words
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
  let level = "", lost = false, pressed = false;
  let timers = [];
  const speaker = {
    gone: false,
    asked() {
      if (!timers.length) timers = [setTimeout(() => to("quiet"), QUIET), setTimeout(() => to("long"), LONG)];
    },
    answered() {
      timers.forEach(clearTimeout);
      timers = [];
      to("");
    },
    late: (now) => (now ? speaker.asked() : speaker.answered()),
    tell() {
      const now = speaker.gone ? "gone" : pressed ? "" : level; // never under a moving hand
      for (const { root, status } of places()) {
        root.dataset.state = now;
        if (status.textContent !== WORDS[now]) status.textContent = status.title = WORDS[now];
        status.hidden = !now;
      }
    },
    // A hand in one of the places: from its press to its release nothing is said.
    press() {
      pressed = true;
      speaker.tell();
      window.addEventListener("pointerup", release, true);
      window.addEventListener("pointercancel", release, true);
    },
    close() {
      timers.forEach(clearTimeout);
      release();
      for (const name of SIGNALS) kernel?.[name]?.disconnect(look);
    },
  };
  const to = (next) => {
    level = next;
    speaker.tell();
  };
  const release = () => {
    pressed = false;
    window.removeEventListener("pointerup", release, true);
    window.removeEventListener("pointercancel", release, true);
    speaker.tell();
  };
  const look = () => {
    lost ||= kernel.isDisposed || LOST.includes(kernel.status);
    speaker.gone = lost || kernel.connectionStatus === "disconnected";
    speaker.tell();
  };
  for (const name of SIGNALS) kernel?.[name]?.connect(look);
  return speaker;
}
