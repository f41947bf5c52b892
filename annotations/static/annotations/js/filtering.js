// Owns the key that leads from a list to its filters. The page brings the key that its reader chose, or none.

import { namesOf } from "./key-names.js";

const TYPING = "textarea, select, [contenteditable], dialog, input:not([type=radio], [type=checkbox])";
const form = document.querySelector("[data-filter-key]");
const key = form?.dataset.filterKey;

document.addEventListener("keydown", (event) => {
  if (!key || event.defaultPrevented || event.isComposing || event.target.closest(TYPING)) return;
  if (!namesOf(event).includes(key)) return;
  event.preventDefault();
  const fold = form.querySelector(".filter-more");
  const open = [...form.querySelectorAll("select")].find((field) => !fold.contains(field));
  if (!open) fold.open = true;
  (open ?? fold.querySelector("input, select")).focus();
});

// Escape leads back to where keys mean something.
form?.addEventListener("keydown", ({ key: pressed, target }) => pressed === "Escape" && target.matches("input, select") && target.blur());
