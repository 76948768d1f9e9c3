// How numbers are printed: the twin of pictures/numbers.py, tested against it case by case.

const LARGE = 1e6, SMALL = 1e-4, WIDE = 1e10, HUGE = 1e100;
const RAISED = { "-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((c, k) => [k, c])) };

// What lies exactly in the middle goes to the even digit, as in Python; JavaScript alone rounds up.
function rounded(size, digits, how) {
  const [exact, exponent] = size[how](100).split("e"), end = exact.length - 100 + digits;
  const kept = exact.slice(0, digits ? end : end - 1);
  if (!/^50*$/.test(exact.slice(end)) || Number(kept.at(-1)) % 2) return size[how](digits);
  return exponent === undefined ? kept : `${kept}e${exponent}`;
}

const trimmed = (digits) => (digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits);

/**
 * A number with a real minus sign, and none on a zero.
 * @param {number} value
 * @param {{decimals?: number, plus?: boolean, figures?: number}} [how] without decimals: as briefly as can be
 */
export function number(value, { decimals, plus = false, figures = 6 } = {}) {
  const size = Math.abs(value);
  let text;
  if (Number.isNaN(value)) return "not a number";
  if (size === Infinity) text = "∞";
  else if (size >= LARGE || (decimals === undefined && size > 0 && size < SMALL)) {
    const narrow = decimals !== undefined && size >= WIDE;
    const [digits, exponent] = rounded(size, narrow ? 0 : 2, "toExponential").split("e");
    const ten = power(Number(exponent)), first = trimmed(digits);
    text = first === "1" || (narrow && size >= HUGE) ? ten : `${first}·${ten}`;
  } else if (decimals === undefined) {
    const [digits, exponent] = rounded(size, figures - 1, "toExponential").split("e");
    text = Number(exponent) < figures ? String(Number(`${digits}e${exponent}`)) : rounded(size, 0, "toFixed");
  } else text = rounded(size, decimals, "toFixed");
  if (!/[^0.]/.test(text)) return text;
  return (value < 0 ? "\u2212" : plus ? "+" : "") + text;
}

/** A whole number with its thousands apart. @param {number} value */
export const count = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",").replace("-", "\u2212");

/** A power of ten as it is written. @param {number} exponent */
export const power = (exponent) => "10" + [...String(exponent)].map((c) => RAISED[c]).join("");

/**
 * What a reader typed as a number: "−0,5" counts too, and 1/2; NaN where it is none.
 * @param {string} text
 */
export function readNumber(text) {
  const parts = text.split("/");
  if (parts.length === 2) return readNumber(parts[0]) / (readNumber(parts[1]) || NaN);
  const plain = text.trim().replace(/[\u2212\u2013]/g, "-").replace(/^([^.]*),([^.,]*)$/, "$1.$2");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/**
 * What is wrong with a text that is no number, in a sentence.
 * @param {string} text
 */
export const notANumber = (text) =>
  `${text.trim() ? `“${text.trim().slice(0, 40)}” is not a number.` : "There is no number."} Type one such as −0.5.`;
