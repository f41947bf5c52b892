// Owns choosing several claims of the list, and telling how many a button would change.

import { filled, words } from "./workbench-saying.js";

const form = () => document.getElementById("several");
const rows = () => [...document.querySelectorAll("#rows > li:not([hidden])")];
const boxes = () => [...document.querySelectorAll("#rows .row__box")];

/** Shows or takes away the boxes beside the claims. */
export function toggleSelecting() {
  if (!form()) return false;
  const on = form().hidden;
  form().hidden = !on;
  document.querySelector(".claims [data-do=select-several]").setAttribute("aria-pressed", String(on));
  if (on) for (const row of rows()) row.prepend(boxFor(row));
  else for (const box of boxes()) box.remove();
  count();
  return true;
}

export function selectAll() {
  const open = boxes().filter((box) => !box.closest("li").hidden);
  const all = open.every((box) => box.checked);
  for (const box of open) box.checked = !all;
  count();
  return true;
}

export function watchSelecting() {
  document.addEventListener("change", (event) => {
    if (event.target.matches?.(".row__box")) count();
  });
}

function boxFor(row) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "row__box";
  box.value = row.dataset.claim;
  box.setAttribute("aria-label", filled(words.place, { number: row.dataset.number }));
  return box;
}

function count() {
  const chosen = boxes().filter((box) => box.checked);
  form().elements.claims.value = chosen.map((box) => box.value).join(" ");
  document.getElementById("several-count").textContent = filled(words.chosen, { number: chosen.length });
  for (const button of form().querySelectorAll("button[name]")) button.disabled = !chosen.length;
}
