// A question to answer before looking. Every text is set as text, never as HTML, and nothing
// here knows the answer: it arrives from Python after the commit.

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function radio(name, value, checked) {
  const input = element("input");
  Object.assign(input, { type: "radio", name, value, checked });
  input.dataset.lmSuppressShortcuts = "true";
  return input;
}

function button(text) {
  const node = element("button", "nnlab-predict-button", text);
  node.type = "submit";
  node.dataset.lmSuppressShortcuts = "true";
  return node;
}

const letter = (i) => String.fromCharCode(65 + i);

function render({ model, el }) {
  let waiting = null;
  let acted = false; // the reader pressed the button in this view: the focus may follow

  const root = element("form", "nnlab-predict"); // radio groups end at their form
  root.dataset.lmSuppressShortcuts = "true";
  el.replaceChildren(root);

  function draw() {
    clearTimeout(waiting);
    const answer = model.get("answer") ?? {};
    const done = Number.isInteger(answer.choice);
    const right = answer.right;

    const choices = element("fieldset", "nnlab-predict-choices");
    choices.append(element("legend", "", model.get("question")));
    model.get("choices").forEach((text, i) => {
      const row = element("label", "nnlab-predict-choice");
      const input = radio("choice", String(i), done && answer.choice === i);
      input.disabled = done;
      row.append(input, element("span", "nnlab-predict-letter", letter(i)));
      row.append(element("span", "nnlab-predict-text", text));
      if (done) {
        const marks = [];
        if (right?.includes(i)) marks.push("✓ right");
        else if (right && answer.choice === i) marks.push("✗ not this");
        if (answer.choice === i) marks.push("your answer");
        if (marks.length) {
          row.classList.add("nnlab-predict-marked");
          row.append(element("span", "nnlab-predict-mark", marks.join(", ")));
        }
      }
      choices.append(row);
    });

    const status = element("div", "nnlab-predict-status");
    status.setAttribute("role", "status");

    const foot = element("div", "nnlab-predict-foot");
    const sure = element("fieldset", "nnlab-predict-sure");
    sure.append(element("legend", "", "How sure are you?"));
    for (const [value, text] of [["not sure", "not sure"], ["sure", "sure"]]) {
      const row = element("label", "nnlab-predict-choice");
      const input = radio("sure", value, value === (answer.sure ? "sure" : "not sure"));
      input.disabled = done;
      row.append(input, element("span", "nnlab-predict-text", text));
      sure.append(row);
    }

    const act = button(done ? "Try again" : "Lock in my answer");
    root.onsubmit = (event) => {
      event.preventDefault();
      if (act.disabled) return;
      if (done) {
        acted = true;
        model.send({ type: "again" });
        return;
      }
      const picked = choices.querySelector("input:checked");
      if (!picked) {
        status.textContent = "Choose one first.";
        choices.querySelector("input").focus();
        return;
      }
      acted = true;
      const certain = sure.querySelector("input:checked").value === "sure";
      model.send({ type: "commit", choice: Number(picked.value), sure: certain });
      act.disabled = true;
      status.textContent = "Locked in.";
      waiting = setTimeout(() => {
        act.disabled = false;
        status.textContent =
          "Python hasn't answered yet. Another cell may be running; if none is, " +
          "restart the kernel and run this cell again.";
      }, 3000);
    };
    if (!done) act.classList.add("nnlab-predict-main");
    foot.append(sure, act);
    const at = document.activeElement;
    const elsewhere = at && !at.contains(root) && !root.contains(at);
    root.replaceChildren(choices, foot, status);

    if (done) {
      // filled after it is on the page, so that a screen reader announces it
      const lines = [element("p", "nnlab-predict-verdict", answer.verdict)];
      if (answer.reply) lines.push(element("p", "", answer.reply));
      if (answer.first) lines.push(element("p", "", `Your first answer was: ${answer.first}`));
      requestAnimationFrame(() => status.replaceChildren(...lines));
    }
    if (acted && !elsewhere) (done ? act : choices.querySelector("input"))?.focus();
    acted = false;
  }

  draw();
  model.on("change:answer", draw);
  return () => {
    clearTimeout(waiting);
    model.off("change:answer", draw);
  };
}

export default { render };
