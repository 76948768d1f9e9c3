// A lab's layout, by the room that it has: in width what the page gives it, in height what can be seen of
// the page at once. labs/lab.css says what stands where in each.

import { resized } from "./dom.js";

const PANE = ".jp-WindowedPanel-outer"; // what scrolls in JupyterLab and Notebook 7
const EDGE = 20; // px that stay free above and below

/** @param {number} wide @param {number} high @param {boolean} presenter @returns {[string, number]} */
export function chosen(wide, high, presenter) {
  if (presenter && wide >= 700) return ["presenter", Math.max(420, Math.min(704, high))];
  if (wide >= 700 && high >= 440) return ["wide", Math.min(520, high)];
  if (wide >= 560) return ["low", Math.max(300, Math.min(460, high))];
  return ["phone", Math.max(200, Math.min(0.9 * wide, high - 150))];
}

// Keeps `data-layout` and the height of the card (on a phone: of its picture) on a stage's root. It is set
// once for a width and a height: nothing that happens in a lab changes it.
export function layout(/** @type {HTMLElement} */ root) {
  const ended = new AbortController(), { signal } = ended;
  function look() {
    const wide = root.clientWidth;
    if (!wide) return;
    const pane = root.closest(PANE), full = document.fullscreenElement === root;
    // In a frame as high as its content (Colab, VS Code) the window's height says nothing.
    const seen = pane && !full ? pane.clientHeight : window === window.top || full ? window.innerHeight : 560;
    const size = full || root.querySelector(".nnlab-presenter") !== null;
    const [name, high] = chosen(wide, seen - (full ? 8 : EDGE), size);
    root.dataset.layout = name;
    root.style.setProperty("--nnlab-high", `${Math.round(high)}px`);
    root.style.setProperty("--nnlab-seen", `${seen - EDGE}px`); // a lab with more to show may take all of it
  }
  resized(root, signal, look);
  window.addEventListener("resize", look, { signal });
  document.addEventListener("fullscreenchange", look, { signal });
  root.addEventListener("click", (event) => {
    const tool = /** @type {HTMLElement} */ (event.target).closest("[data-event*='\"tool\"']");
    if (!tool) return;
    if (tool.getAttribute("data-event")?.includes("numbers")) root.classList.toggle("nnlab-numbers-open");
    else if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.();
  }, { signal });
  return () => ended.abort();
}
