// What all views share.
// JavaScript paints and reports; it computes nothing that is taught.

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

// What stage.js shows of a part, from `setup(v)`, called once for each place. `v` has
//   model (the part), root (where to build), signal (aborted when the view goes)
//   change({trait: value}), send(event); change(..., {silent: true}) paints only when Python answers
//   onPaint(paint)   paint now, whenever a trait changes, and when the theme does; a second function
//                    is called in its place where only words have changed
//   repaint()        paint now, but once a frame; busy(): whether Python hasn't answered all yet
//   wait(now)        whether another cell keeps the kernel: said in place, for the whole lab
//   say(sentence)    shown and announced in place, like an error; "" hides it
export function view(setup) {
  return {
    render({ model, el }) {
      const ended = new AbortController();
      const root = tag("div", { class: "nnlab-root" });
      const trouble = tag("div", { class: "nnlab-trouble", role: "alert", hidden: true });
      el.classList.add("nnlab");
      el.append(root, trouble);

      const show = (place, sentence) => {
        if (place.textContent !== sentence) place.textContent = sentence;
        place.hidden = !sentence;
      };
      let said = "";
      const say = (sentence) => {
        said = sentence;
        show(trouble, said || model.get("error") || "");
      };

      const wait = (now) => model.wire.status.late(now);
      const change = (values, options) => {
        if (model.wire.status.gone) return; // nobody hears it
        for (const [name, value] of Object.entries(values)) model.set(name, value, options);
        model.save_changes();
      };
      const send = (event) => model.send(event);

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
        if (frame || ended.signal.aborted) return;
        if (performance.now() - last > 12) paint();
        else frame = requestAnimationFrame(paint);
      };
      const onPaint = (each, words = repaint) => {
        paints.push(each);
        tells.push(words);
        each();
      };

      const onChange = () => {
        say(said);
        repaint();
      };
      const onWords = () => {
        say(said);
        for (const each of tells) each();
      };
      model.on("change", onChange);
      model.on("words", onWords);
      const themes = new MutationObserver(repaint); // JupyterLab, VS Code and Colab mark the theme there
      for (const place of [document.body, document.documentElement]) {
        themes.observe(place, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name", "class", "theme"] });
      }
      ended.signal.addEventListener("abort", () => {
        model.off("change", onChange);
        model.off("words", onWords);
        themes.disconnect();
        cancelAnimationFrame(frame);
        root.remove(); trouble.remove();
      });

      setup({ model, root, el, signal: ended.signal, change, send, onPaint, repaint, busy: () => model.wire.busy, say, wait });
      onChange();
      return () => ended.abort();
    },
  };
}
