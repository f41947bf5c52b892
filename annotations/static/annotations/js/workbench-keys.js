// Owns which key does what: the person's keys as the page brings them, and the few that nobody changes. Silent in
// fields but for those that carry a modifier; single keys can be switched off.

import { isSingle, namesOf } from "./key-names.js";
import { keep } from "./workbench-ahead.js";

const FIELDS = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])";

/** Every gesture: {name, words, key, shown, inFields}. */
export const keymap = JSON.parse(document.getElementById("workbench-keys").textContent);
const byKey = new Map(keymap.filter(({ key }) => key).map((each) => [each.key, each]));
const singlesWork = document.documentElement.dataset.keys !== "off";

/** Calls `act(name, detail, event)` for keys that mean something; it answers whether it did anything. */
export function watchKeys(act) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || keep(event)) return;
    const meaning = meaningOf(event);
    if (meaning && act(...meaning, event)) event.preventDefault();
  });
}

/** The name of a gesture and its detail; null for a key without meaning here. */
function meaningOf(event) {
  if (event.key === "Escape") return ["escape", undefined];
  const name = namesOf(event).find((each) => byKey.has(each));
  const gesture = byKey.get(name);
  const isTyping = event.target.closest(FIELDS) || document.querySelector("dialog[open]");
  if (isTyping) return gesture?.inFields ? [gesture.name, undefined] : null;
  if (gesture) return isSingle(name) && !singlesWork ? null : [gesture.name, undefined];
  if (/^(Arrow|Home|End)/.test(event.key)) return ["move", undefined];
  return event.ctrlKey || event.metaKey || event.altKey ? null : fixed(event);
}

function fixed(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  if (digit) return singlesWork ? ["rate", (Number(digit[1]) + 9) % 10] : null;
  if (event.key === "Enter" && !event.target.closest("a, button, summary")) return ["enter", undefined];
  if (event.key === " " && !event.target.closest("a, button, summary, input")) return ["here", undefined];
  return null;
}
