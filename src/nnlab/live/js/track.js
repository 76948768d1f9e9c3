// The track of a slider. It is even in `place(value)`: the value itself, or its power of ten.

export function track({ minimum, maximum, step, scale }) {
  const log = scale === "log";
  const place = (value) => (log ? Math.log10(value) : value);
  const low = place(minimum), high = place(maximum);
  const within = (at) => Math.min(Math.max(at, low), high);
  const snap = (at) => Number((Math.round(at / step) * step).toFixed(10));
  const unplace = (at) => (log ? Number((10 ** at).toPrecision(2)) : at);
  // Its own ends are as exact as they were given, whatever the step.
  const valueAt = (at) => (at <= low ? minimum : at >= high ? maximum : unplace(at));
  return {
    low, high, place, within,
    page: Math.max(1, Math.round((high - low) / step / 10)), // steps
    near: (at) => valueAt(within(snap(at))),
    // Some steps on, along the grid; a number beyond the end isn't pulled back by it.
    moved(value, steps) {
      const at = place(value);
      if (steps > 0 ? at >= high : at <= low) return value;
      const from = steps > 0 ? Math.floor(at / step + 1e-9) : Math.ceil(at / step - 1e-9);
      return valueAt(within(snap((from + steps) * step)));
    },
  };
}
