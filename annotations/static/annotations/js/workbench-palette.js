// Owns the palette: one field in which every gesture, claim, page and saved view is found by typing.
// A combobox with a listbox (WAI-ARIA Authoring Practices): the focus stays in the field.

import { best, folded } from "./palette-matching.js";
import { keymap } from "./workbench-keys.js";
import { open } from "./workbench-opening.js";
import { isRaised, lower, raise } from "./workbench-overlay.js";
import { filled, words } from "./workbench-saying.js";
import { told } from "./workbench-told.js";

const MOST = 40; // lines shown
const dialog = document.getElementById("palette");
const field = document.getElementById("palette-field");
const list = document.getElementById("palette-list");
let lines = [];
let shown = [];
let at = 0;

/** `isThere(name)` says which gestures the page has now; `act(name)` does one. Whether it was opened. */
export function openPalette(isThere, act) {
  if (dialog.open) return lower();
  if (isRaised()) return false;
  lines = [...gestureLines(isThere, act), ...claimLines()];
  field.value = "";
  raise(dialog);
  field.focus();
  show();
  told().then((answer) => {
    if (!dialog.open) return;
    const chosen = shown[at];
    lines = [...lines, ...answer.places.map(placeLine)];
    for (const line of lines) if (answer[line.name]) line.words = `${line.words}: ${answer[line.name]}`;
    show(chosen);
  });
  return true;
}

field.addEventListener("input", () => {
  at = 0;
  show();
});
field.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
  if (step) {
    const to = at + step;
    at = Math.abs(step) === 1 ? (to + shown.length) % shown.length : Math.max(0, Math.min(shown.length - 1, to));
    point();
  } else if (event.key === "Enter" && !event.isComposing) choose(shown[at]);
  else return;
  event.preventDefault();
});
list.addEventListener("click", ({ target }) => choose(shown[[...list.children].indexOf(target.closest("[role=option]"))]));

function choose(line) {
  if (!line) return;
  lower(); // The focus goes back to where it was; the gesture takes it on from there.
  line.run();
}

function gestureLines(isThere, act) {
  return keymap
    .filter(({ name }) => name !== "palette" && isThere(name))
    .map(({ name, words: what, shown: hint }) => ({ name, kind: "gesture", words: what, hint, line: folded(what), run: () => act(name) }));
}

function claimLines() {
  return [...document.querySelectorAll("#rows > li")].map((row) => {
    const { claim, number } = row.dataset;
    const statement = row.querySelector(".row__words").textContent;
    return { kind: "claim", words: statement, hint: number, line: folded(`${number} ${statement}`), run: () => open(claim, { focus: true }) };
  });
}

function placeLine({ kind, words: what, address }) {
  return { kind, words: what, hint: "", line: folded(what), run: () => location.assign(address) };
}

/** `chosen` is the line that stays chosen when others come between. */
function show(chosen) {
  const typed = field.value;
  // Before anything is typed: what can be done, and where one can go.
  const among = typed.trim() ? lines : lines.filter(({ kind }) => kind !== "claim" && kind !== "article");
  shown = best(among, typed, MOST);
  if (chosen) at = Math.max(0, shown.indexOf(chosen));
  at = Math.min(at, Math.max(0, shown.length - 1));
  list.replaceChildren(...shown.map(optionFor));
  document.getElementById("palette-none").hidden = shown.length > 0;
  document.getElementById("palette-count").textContent = filled(words.found, { number: shown.length });
  point();
}

function optionFor(line, index) {
  const option = document.createElement("li");
  option.id = `palette-${index}`;
  option.setAttribute("role", "option");
  const what = document.createElement("bdi");
  what.textContent = line.words;
  const kind = document.createElement("small");
  kind.textContent = dialog.dataset[line.kind];
  option.append(what, kind);
  if (line.hint) {
    const hint = document.createElement("kbd");
    hint.textContent = line.hint;
    option.append(hint);
  }
  return option;
}

function point() {
  for (const [index, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(index === at));
  const option = list.children[at];
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}
