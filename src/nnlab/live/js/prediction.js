// A question to answer before looking. Every text is set as text, never as HTML, and nothing
// here knows the answer: it arrives from Python after the commit.

import { tag } from "./dom.js";

const mine = (name) => ({ class: `nnlab-predict-${name}` });
const radio = (name, value, checked, disabled) => {
  const input = tag("input", { type: "radio", name, value, disabled });
  input.checked = checked;
  return input;
};

/** @import { View, PredictionValues } from "./types" */

export default (/** @type {View<PredictionValues>} */ { part, root }) => {
  const form = tag("form", { class: "nnlab-predict", "data-lm-suppress-shortcuts": "true" }); // radio groups end at their form
  root.append(form);
  let drawn; // the answer that is shown
  let acted = false; // the reader pressed the button in this view: the focus may follow

  const paint = () => {
    const { answer, question, choices: texts } = part.values;
    if (answer === drawn) return; // a new theme: what was picked stays
    drawn = answer;
    const done = Number.isInteger(answer.choice), right = answer.right;
    const covered = done && answer.verdict === undefined;

    const over = tag("div", { class: "nnlab-over" }, tag("span", { class: "nnlab-emblem" }), "Say it before you look");
    const choices = tag("fieldset", mine("choices"), tag("legend", {}, question));
    texts.forEach((text, i) => {
      const own = done && answer.choice === i;
      const marks = [
        done && right?.includes(i) ? "✓ right" : own && right ? "✗ not this" : "", own ? "your guess" : "",
      ].filter(Boolean);
      const row = tag("label", mine("choice"), radio("choice", i, own, done),
        tag("span", mine("letter"), String.fromCharCode(65 + i)), tag("span", mine("text"), text));
      if (marks.length) {
        row.classList.add("nnlab-predict-marked");
        row.append(tag("span", mine("mark"), marks.join(", ")));
      }
      choices.append(row);
    });

    const status = tag("div", { ...mine("status"), role: "status" });
    const sure = tag("fieldset", mine("sure"), tag("legend", {}, "How sure are you?"),
      ...["not sure", "sure"].map((value) => tag("label", mine("choice"),
        radio("sure", value, value === (answer.sure ? "sure" : "not sure"), done), tag("span", mine("text"), value))));
    const act = tag("button", { type: "submit", class: `nnlab-button${done ? "" : " nnlab-main"}` },
      covered ? "Lift it now" : done ? "Try again" : "Lock in my answer");
    form.onsubmit = (event) => {
      event.preventDefault();
      const picked = choices.querySelector("input:checked");
      if (!picked) {
        status.textContent = "Choose one first.";
        choices.querySelector("input").focus();
        return;
      }
      acted = true;
      if (done) return part.send({ type: covered ? "lift" : "again" });
      part.send({ type: "commit", choice: Number(picked.value), sure: sure.querySelector("input:checked").value === "sure" });
      act.disabled = true; // it waits its turn in the kernel
      status.textContent = "Locked in.";
    };
    const at = document.activeElement;
    const elsewhere = at && !at.contains(root) && !root.contains(at);
    form.replaceChildren(over, choices, tag("div", mine("foot"), sure, act), status);
    status.classList.toggle("nnlab-predict-cover", covered);
    if (covered) {
      status.append(tag("b", {}, "Guess kept."), " Now run the next cell: the answer lifts when you've seen it.");
      if (acted && !elsewhere) act.focus();
    }

    if (done && !covered) {
      // filled after it is on the page, so that a screen reader announces it
      const lines = [tag("p", mine("verdict"), answer.verdict)];
      if (answer.reply) lines.push(tag("p", {}, answer.reply));
      if (answer.first) lines.push(tag("p", {}, `Your first answer was: ${answer.first}`));
      requestAnimationFrame(() => status.replaceChildren(...lines));
    }
    if (acted && !elsewhere) (done ? act : choices.querySelector("input")).focus();
    acted = false;
  };
  return { paint };
};
