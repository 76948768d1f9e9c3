// An orthographic camera over a block of ground. Places on it are [x, y, z]: x and y from -0.5 to 0.5
// over its floor, z up in the same unit. A hand and keys turn it; nothing about the ground is known here.

import { tag } from "./dom.js";

const RADIANS = 0.008, STEP = Math.PI / 36; // a px of a drag; an arrow key
const LOW = 0.35, ABOVE = Math.PI / 2; // how flat one may look along the ground

const ORBIT = '<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><ellipse cx="10" cy="10" rx="7.5" ry="3.2"/><path d="M13 15l3-2.4-3.4-1.6"/></svg>';

/** @import { Camera, Place } from "./types" */

// The words that ask to be turned; to be hidden once it has been.
export function turnHint() {
  const hint = tag("div", { class: "nnlab-turn", "aria-hidden": "true" });
  hint.innerHTML = `${ORBIT}<span><span class="nnlab-turn-long">drag to </span>turn</span>`;
  return hint;
}

// A camera that looks from this side; `pitch` π/2 looks straight down.
/** @returns {Camera} */
export function camera(yaw = Math.PI - 0.62, pitch = 0.78) {
  const first = { yaw, pitch };
  let held = first;
  const self = {
    yaw, pitch,
    turned: false, // whether a hand or a key has turned it
    scale: 1, // px of a unit
    middle: /** @type {Place} */ ([0, 0]), // where the floor's middle lies, in px

    // The height of a place lifts it by so many px, and nearer ground lies lower.
    /** @returns {Place} */
    project(x, y, z = 0) {
      const across = x * Math.cos(self.yaw) + y * Math.sin(self.yaw), up = self.away(x, y) * Math.sin(self.pitch) + z * Math.cos(self.pitch);
      return [self.middle[0] + across * self.scale, self.middle[1] - up * self.scale];
    },
    // How far behind the middle a place of the floor is: what is nearer is painted last.
    away: (x, y) => y * Math.cos(self.yaw) - x * Math.sin(self.yaw),

    hold() { held = { yaw: self.yaw, pitch: self.pitch }; }, // a drag begins ...
    drag([dx, dy]) { look(held.yaw - dx * RADIANS, held.pitch + dy * RADIANS); }, // ... and goes on
    turn(dx, dy) { look(self.yaw - dx * STEP, self.pitch - dy * STEP); }, // arrow keys
    look,
    again() { look(first.yaw, first.pitch); }, // as at first
    degrees: () => Math.round((((((first.yaw - self.yaw) * 180) / Math.PI) % 360) + 540) % 360 - 180), // how far it is turned
    words: () => `turned by ${self.degrees()}°, seen from ${Math.round((self.pitch * 180) / Math.PI)}° above`,
  };
  function look(yaw, pitch) {
    self.turned = true;
    self.yaw = yaw;
    self.pitch = Math.min(Math.max(pitch, LOW), ABOVE);
  }
  return self;
}
