// Marks in SVG, as text.

export const safe = (words) => String(words).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
export const el = (name, given, inside = "") => `<${name} ${Object.entries(given).map(([key, value]) => `${key}="${safe(value)}"`).join(" ")}>${inside}</${name}>`;
export const round = (v) => Math.round(v * 100) / 100;
