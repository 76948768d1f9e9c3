// What all views share.
// JavaScript paints and reports; it computes nothing that is taught.

const WAIT = 300; // ms without an answer, after which a view says that it waits

// <name attributes>children</name>. What can have the focus keeps its keys from JupyterLab.
export function tag(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
  }
  if (/^(a|button|input|select|textarea)$/.test(name) || "tabindex" in attributes) {
    element.setAttribute("data-lm-suppress-shortcuts", "true");
  }
  element.append(...children);
  return element;
}

let kernelReports = false; // whether this front end tells us when a message has been dealt with
const LOST = ["restarting", "autorestarting", "terminating", "dead"]; // what ends a kernel's widgets

// An anywidget from `setup(v)`, called once for each place where the view is shown. `v` has
//   model, root (where to build), signal (aborted when the view goes)
//   change({trait: value}), send(event); change(..., {silent: true}) paints only when Python answers
//   onPaint(paint)   paint now, whenever a trait changes, and when the theme does
//   repaint()        paint now, but once a frame; busy(): whether Python hasn't answered all yet
//   wait(now)        whether another cell keeps the kernel: said in place, for the whole lab
//   say(sentence)    shown and announced in place, like an error; "" hides it
export function view(setup) {
  return {
    render({ model, el }) {
      const ended = new AbortController();
      const root = tag("div", { class: "nnlab-root" });
      const trouble = tag("div", { class: "nnlab-trouble", role: "alert", hidden: true });
      const status = tag("div", { class: "nnlab-status", role: "status", hidden: true });
      el.classList.add("nnlab");
      el.append(root, trouble, status);

      const show = (place, sentence) => {
        if (place.textContent !== sentence) place.textContent = sentence;
        place.hidden = !sentence;
      };
      let said = "";
      const say = (sentence) => {
        said = sentence;
        show(trouble, said || model.get("error") || "");
      };

      // In a lab one place speaks for all its views, else they would say it five times.
      const speaker = () => el.closest(".nnlab-lab")?.querySelector(".nnlab-speaker .nnlab-status") ?? status;
      let waiting = false, gone = false;
      const tell = () => show(speaker(), gone ? "The kernel is gone: restart the kernel and run this cell again."
        : waiting ? "Waiting for another cell to finish." : "");
      const wait = (now) => {
        if (waiting !== now) { waiting = now; tell(); }
      };

      // What anywidget doesn't say, ipywidgets and JupyterLab do: that the kernel went.
      const kernel = model.widget_manager?.kernel;
      const onStatus = (_, now) => { if (LOST.includes(now)) { gone = true; tell(); } };
      kernelReports ||= typeof kernel?.status === "string";
      kernel?.statusChanged?.connect(onStatus);

      // The kernel reports "idle" once it has dealt with a message. What stays without it waits.
      let asked = 0, answered = 0, timer = 0;
      const answer = () => {
        const number = ++asked;
        if (!timer) timer = setTimeout(() => { timer = 0; if (kernelReports && answered < asked) wait(true); }, WAIT);
        return { iopub: { status: (message) => {
          kernelReports = true;
          if (message.content.execution_state !== "idle") return;
          answered = Math.max(answered, number);
          if (answered >= asked) { clearTimeout(timer); timer = 0; wait(false); }
        } } };
      };
      const change = (values, options) => {
        if (gone) tell();
        for (const [name, value] of Object.entries(values)) model.set(name, value, options);
        model.save_changes(answer());
      };
      const send = (event) => {
        if (gone) tell();
        else model.send(event, answer());
      };

      // Painted when the message is here; a second one within the same frame waits for the next.
      const paints = [];
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
        if (frame || ended.signal.aborted) return;
        if (performance.now() - last > 12) paint();
        else frame = requestAnimationFrame(paint);
      };
      const onPaint = (each) => {
        paints.push(each);
        each();
      };

      const onChange = () => {
        show(trouble, said || model.get("error") || "");
        repaint();
      };
      const onMessage = (message) => {
        if (typeof message?.waiting === "boolean") wait(message.waiting);
      };
      model.on("change", onChange);
      model.on("msg:custom", onMessage);
      const themes = new MutationObserver(repaint); // JupyterLab, VS Code and Colab mark the theme there
      for (const place of [document.body, document.documentElement]) {
        themes.observe(place, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name", "class", "theme"] });
      }
      ended.signal.addEventListener("abort", () => {
        model.off("change", onChange);
        model.off("msg:custom", onMessage);
        themes.disconnect();
        kernel?.statusChanged?.disconnect(onStatus);
        clearTimeout(timer);
        cancelAnimationFrame(frame);
        root.remove(); trouble.remove(); status.remove();
      });

      setup({ model, root, el, signal: ended.signal, change, send, onPaint, repaint, busy: () => answered < asked, say, wait });
      onChange();
      return () => ended.abort();
    },
  };
}
