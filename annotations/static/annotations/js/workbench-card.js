// Owns what keys do on the open card: its folds, buttons and ratings, and leaving them again.

import { watchConflicts } from "./conflicts.js";
import * as caret from "./workbench-caret.js";
import * as marking from "./workbench-marking.js";
import { pane } from "./workbench-opening.js";
import { lower } from "./workbench-overlay.js";
import { parsed } from "./workbench-parts.js";
import * as text from "./workbench-text.js";

const byId = (id) => document.getElementById(id);
const FIELD = "form :is(input:not([type=hidden]), textarea, select)";

export function unfold(selector) {
  const fold = document.querySelector(selector);
  if (!fold) return false;
  fold.open = true;
  (fold.querySelector(FIELD) ?? fold.querySelector("summary")).focus();
  fold.scrollIntoView({ block: "nearest" });
  return true;
}

export function press(selector) {
  const control = pane.querySelector(selector);
  control?.click();
  return Boolean(control);
}

export function submit(selector) {
  const form = document.querySelector(selector);
  form?.requestSubmit();
  return Boolean(form);
}

/** The form that is being typed in, else the verdict. */
export function saveAndNext(target) {
  const typed = target?.closest("form");
  const form = typed && pane.contains(typed) ? typed : byId("verdict-form");
  form?.requestSubmit(form.querySelector("button[name=then]") ?? form.querySelector("button:not([type=button])"));
  return Boolean(form);
}

export function rate(index) {
  const choice = document.querySelectorAll("#verdict-form [name=rating]")[index];
  if (!choice) return false;
  choice.click();
  choice.focus({ preventScroll: true });
  choice.scrollIntoView({ block: "nearest" });
  return true;
}

/** One step back: out of a proposal, a fold, a field, the caret. */
export function escape(target) {
  if (lower()) return true;
  const fold = target?.closest("details.menu[open], .pane details[open]");
  if (marking.hasPending()) marking.drop();
  else if (fold && fold.id !== "marking") {
    fold.open = false;
    fold.querySelector("summary").focus();
    return true;
  } else if (byId("marking")?.open) marking.drop();
  else if (caret.isOn() && target === text.pane()) caret.toggle();
  target?.blur?.();
  if (caret.isOn()) text.pane().focus({ preventScroll: true });
  return true;
}

export function watchCard() {
  // What is asked for only when a fold is opened.
  document.addEventListener("toggle", ({ target }) => target.open && target.dataset.fetch && fill(target), true);
  watchConflicts();
}

async function fill(fold) {
  const response = await fetch(fold.dataset.fetch, { headers: { "X-Parts": "1" } });
  if (response.ok && !response.redirected) {
    fold.querySelector(".recent").replaceChildren(...parsed(await response.text()).children);
  }
}
