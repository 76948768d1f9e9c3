// Says for a whole stage that another cell keeps the kernel, or that the kernel has gone.

const WAIT = 1000; // ms without an answer, after which a stage says that it waits
const LOST = ["restarting", "autorestarting", "terminating", "dead"]; // what ends a kernel's widgets

// `places()` are the stage's places on the page; each has an element `status`.
export function status(model, places) {
  let waiting = false, timer = 0;
  const kernel = model.widget_manager?.kernel; // what anywidget doesn't say, JupyterLab does
  const speaker = {
    gone: false,
    asked() { timer ||= setTimeout(() => speaker.late(true), WAIT); },
    answered() { speaker.late(false); },
    late(now) {
      clearTimeout(timer);
      timer = 0;
      waiting = now;
      speaker.tell();
    },
    tell() {
      const sentence = speaker.gone ? "The kernel is gone: restart the kernel and run this cell again."
        : waiting ? "Waiting for another cell to finish." : "";
      for (const { status } of places()) {
        if (status.textContent !== sentence) status.textContent = sentence;
        status.hidden = !sentence;
      }
    },
    close() {
      clearTimeout(timer);
      kernel?.statusChanged?.disconnect(onStatus);
    },
  };
  const onStatus = (_, now) => { if (LOST.includes(now)) { speaker.gone = true; speaker.tell(); } };
  kernel?.statusChanged?.connect(onStatus);
  return speaker;
}
