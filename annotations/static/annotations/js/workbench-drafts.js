// Owns what is typed and not yet saved: kept on this device as it is typed, put back when the card is shown again,
// forgotten when it is saved. The version it was typed over is kept with it, so that a conflict is still noticed.

import { words } from "./workbench-saying.js";

const person = document.getElementById("main").dataset.person;
const article = document.getElementById("main").dataset.article;
const KEPT = new Set(["version"]);

const claimOf = (form) => form.closest("[data-claim]")?.dataset.claim ?? `article-${article}`;
/** Under what name this device keeps the form. */
export const nameOf = (form) => `factcheck.draft.${person}.${claimOf(form)}.${form.dataset.draft}`;
const isTyped = (field) => field.name && !["hidden", "submit", "button", "file"].includes(field.type);
const isKept = (field) => isTyped(field) || KEPT.has(field.name) || field.name?.startsWith("initial-") || field.name === "fragments";

/** Keeps what the form holds now. */
export function keep(form) {
  const values = {};
  for (const field of form.elements) {
    if (!isKept(field)) continue;
    if (field.type === "radio") {
      if (field.checked) values[field.name] = field.value;
    } else values[field.name] = field.type === "checkbox" ? field.checked : field.value;
  }
  try {
    localStorage.setItem(nameOf(form), JSON.stringify(values));
    note(form, words.draft);
  } catch {
    note(form, ""); // The device keeps nothing; then nothing is promised.
  }
}

export const forget = (form) => forgetNamed(nameOf(form));

export function forgetNamed(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // There was nothing kept.
  }
}

/** Puts kept text back into the forms under an element, and opens the folds that hold it. */
export function restore(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    const kept = read(form);
    if (!kept || form.querySelector("[aria-invalid], .conflict, [role=alert]")) continue;
    if (fill(form, kept)) {
      form.closest("details")?.setAttribute("open", "");
      note(form, words.draft);
    } else forget(form);
  }
}

function read(form) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(form)) ?? "null");
  } catch {
    return null;
  }
}

/** Whether anything that people type differs from what the form held; only then is the form changed. */
function fill(form, kept) {
  const fields = [...form.elements].filter((field) => isKept(field) && field.name in kept);
  const differs = fields.some((field) => isTyped(field) && (isTicked(field) ? field.checked !== ticks(field, kept) : field.value !== kept[field.name]));
  if (!differs) return false;
  for (const field of fields) {
    if (isTicked(field)) field.checked = ticks(field, kept);
    else field.value = kept[field.name];
  }
  return true;
}

const isTicked = (field) => field.type === "radio" || field.type === "checkbox";
const ticks = (field, kept) => (field.type === "radio" ? field.value === kept[field.name] : kept[field.name]);

function note(form, text) {
  const place = form.querySelector("[data-draft-note]");
  if (!place) return;
  place.textContent = text;
  place.hidden = !text;
}
