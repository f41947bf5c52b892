// Owns selecting the words of a claim that is split: whole words, put into the field of one of the two new claims.
// The fields say the same without it.

import { snapped, tidied } from "./workbench-offsets.js";

const text = document.getElementById("split-text");
const said = document.getElementById("split-said");
const buttons = [...document.querySelectorAll("[data-part]")];
const fieldOf = (part) => document.getElementById(`split-${part}_quotes`);

document.addEventListener("selectionchange", () => {
  for (const button of buttons) button.disabled = !chosen();
});
for (const button of buttons) {
  // A press must not take the selection away before it is read.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => give(button.dataset.part));
}

/** {paragraph, start, end} in UTF-16 units of one paragraph; null for anything else. */
function chosen() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const paragraph = range.startContainer.parentElement?.closest("#split-text p");
  if (!paragraph || !text.contains(range.endContainer)) return null;
  const end = paragraph.contains(range.endContainer) ? range.endOffset : paragraph.textContent.length;
  const [from, to] = tidied(paragraph.textContent, ...snapped(paragraph.textContent, range.startOffset, end));
  return from < to ? { paragraph, from, to } : null;
}

function give(part) {
  const { paragraph, from, to } = chosen();
  const all = paragraph.textContent;
  const words = all.slice(from, to);
  put(part, words);
  const other = part === "first" ? "second" : "first";
  const rest = from === 0 ? all.slice(to) : to === all.length ? all.slice(0, from) : "";
  // Where one end is cut off, the rest is the other claim, until somebody says otherwise.
  if (rest.trim() && text.childElementCount === 1 && isUntouched(fieldOf(other))) fieldOf(other).value = rest.trim();
  said.textContent = said.dataset[part].replace("%(words)s", words);
}

const isUntouched = (field) => field.value === field.defaultValue;

function put(part, words) {
  const field = fieldOf(part);
  const isFirst = isUntouched(field) || !field.dataset.chosen;
  field.value = isFirst ? words : `${field.value}\n${words}`;
  field.dataset.chosen = "";
}
