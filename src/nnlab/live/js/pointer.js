// Hands and keys: what a reader does on a picture, by mouse, pen, finger or keyboard.

export const SLOP = 6; // px: a tap may wander so far
const MOVED = 2; // px: a drag begins there
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], PageUp: [0, 1], PageDown: [0, -1] };

export const REACH = { mouse: 16, pen: 16, touch: 22 }; // px: a target is 32, on touch 44

// What a hand does on `area`; places are px of the canvas `surface`, also on a page that is scaled.
//   pick(at, event)             what is there, when it comes down; with `held: true` it can be dragged
//   drag(phase, by, what, id)   "start", "move", "end", "cancel"; `by` px from where it came down
//   tap(what, at)               what was neither dragged nor left; also by Enter, Space, a screen reader
//   hover(at, event)            without a button; null when it has gone. Returns the cursor
/**
 * @param {HTMLElement} area @param {HTMLElement} surface @param {AbortSignal} signal
 * @param {{pick: Function, drag: Function, tap: Function, hover: Function, keyed?: Function}} acts
 */
export function hands(area, surface, signal, { pick, drag, tap, hover, keyed }) {
  /** @type {any} */
  let press = null; // {what, at, by, moved, pointer, id}: what is held, and how far from where it was
  let presses = 0, handled = false;
  const listen = (name, act) => area.addEventListener(name, act, { signal });
  const mine = (event) => press?.pointer === event.pointerId;
  const away = (a, b) => /** @type {[number, number]} */ ([a[0] - b[0], a[1] - b[1]]);
  const here = (event) => {
    const box = surface.getBoundingClientRect(), zoom = box.width / surface.offsetWidth || 1;
    return [(event.clientX - box.left) / zoom, (event.clientY - box.top) / zoom];
  };
  function letGo(phase) {
    if (!press) return;
    const { what, by, moved, id, pointer } = press;
    press = null;
    if (area.hasPointerCapture(pointer)) area.releasePointerCapture(pointer);
    area.style.cursor = "";
    if (moved) drag(phase, by, what, id);
  }

  listen("pointerdown", (event) => {
    if (event.button !== 0 || press?.what?.held) return;
    const at = here(event), what = pick(at, event);
    press = { what, at, by: [0, 0], moved: false, pointer: event.pointerId, id: `${Date.now()}-${++presses}` };
    if (!what?.held) return;
    event.preventDefault(); // no selection of text, no scrolling
    area.setPointerCapture(event.pointerId);
    area.style.cursor = what.cursor ?? "grabbing";
  });
  listen("pointermove", (event) => {
    if (!press?.what?.held) {
      if (event.pointerType !== "touch") area.style.cursor = hover(here(event), event) ?? "";
    } else if (mine(event)) {
      const by = away(here(event), press.at), phase = press.moved ? "move" : "start";
      if (!press.moved && Math.hypot(...by) < MOVED) return;
      Object.assign(press, { by, moved: true });
      drag(phase, by, press.what, press.id);
    }
  });
  listen("pointerup", (event) => {
    if (!mine(event)) return;
    const { what, at, moved } = press, now = here(event);
    letGo("end");
    handled = true;
    if (!moved && Math.hypot(...away(now, at)) <= SLOP) tap(what, now, event);
  });
  listen("pointercancel", (event) => { if (mine(event)) letGo("cancel"); }); // the page scrolls
  listen("lostpointercapture", (event) => { if (mine(event)) letGo("end"); });
  listen("pointerleave", (event) => { if (!press?.what?.held && event.pointerType !== "touch") hover(null, event); });
  listen("keydown", (event) => {
    if (event.key !== "Escape" || !press?.what?.held) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    letGo("cancel");
  });
  listen("click", (event) => { // a pointer's own click comes after its pointerup, and is no second one
    const again = handled && event.detail > 0;
    handled = false;
    if (!again) keyed?.(event.target);
  });
}

// What a key asks for: {dx, dy, steps, big, end}, by an arrow, a page key, Home or End; null for others.
export function way(event) {
  const [dx, dy] = WAYS[event.key] ?? [0, 0], end = { Home: -1, End: 1 }[event.key] ?? 0;
  if (event.ctrlKey || event.metaKey || event.altKey || !(dx || dy || end)) return null;
  event.preventDefault();
  event.stopPropagation();
  return { dx, dy, steps: dx + dy, big: event.shiftKey || event.key.startsWith("Page"), end };
}
