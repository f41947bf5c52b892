// Owns the key that leads from a list to its filters, and that the open tab over the list is in sight. The page brings
// the key that its reader chose, or none.

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

// Of a row of tabs that is wider than the page, the open one is in sight.
for (const open of document.querySelectorAll(".places a[aria-current]")) {
  const list = open.closest("ul");
  const [tab, row] = [open.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollBy({ left: (tab.left + tab.right - row.left - row.right) / 2, behavior: "instant" });
}
