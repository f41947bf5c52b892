// Owns choosing several claims of the list, and telling how many a button would change.

import { watchMenus } from "./bulk-menus.js";
import { openId } from "./workbench-opening.js";
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
  if (!form()) return;
  watchMenus(form());
  form().addEventListener("submit", () => (form().elements.open.value = openId() ?? ""));
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

/** Tells how many are chosen, and leaves of the bar what can be done with some of them. */
function count() {
  const chosen = boxes().filter((box) => box.checked);
  const states = new Set(chosen.map((box) => box.closest("li").querySelector("[data-state]")?.dataset.state));
  form().elements.claims.value = chosen.map((box) => box.value).join(" ");
  document.getElementById("several-count").textContent = filled(words.chosen, { number: chosen.length });
  form().querySelector(".several__gestures").hidden = !chosen.length;
  for (const each of form().querySelectorAll("[data-fits]")) {
    each.hidden = !each.dataset.fits.split(" ").some((state) => states.has(state));
  }
}
