// Whether nothing may move by itself.
export const STILL = matchMedia("(prefers-reduced-motion: reduce)").matches;
