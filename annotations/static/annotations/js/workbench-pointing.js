// Owns what mouse and touch do in text and list: open a claim, offer all at one place, light one's other places.

import { open, rowOf } from "./workbench-opening.js";
import { lower, raise } from "./workbench-overlay.js";
import * as text from "./workbench-text.js";

const byId = (id) => document.getElementById(id);

/** `act(name)` does what a control with data-do names, and says whether it did anything. */
export function watchPointing(act) {
  document.addEventListener("click", (event) => {
    foldMenus(event.target);
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const control = event.target.closest("[data-do]");
    const row = event.target.closest("#rows a, #here-list a");
    if (control && act(control.dataset.do)) event.preventDefault();
    else if (row) {
      event.preventDefault();
      lower();
      open(row.closest("[data-claim]").dataset.claim, { focus: event.detail === 0 });
      if (location.hash === "#claims") location.hash = "text";
    } else if (event.target.closest(".text mark") && document.getSelection().isCollapsed) choose(event.target.closest("mark"));
  });
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, light);
}

/** A menu goes with what is chosen in it, and with a click elsewhere. */
function foldMenus(target) {
  const own = target.closest("a") ? null : target.closest("details.menu");
  for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = menu === own;
}

/** Opens the one claim of a mark, or offers all of them. */
export function choose(mark) {
  const ids = text.claimsAt(mark).filter((id) => rowOf(id));
  if (ids.length === 1) open(ids[0]);
  else if (ids.length > 1) offer(ids);
}

function offer(ids) {
  const list = byId("here-list");
  list.replaceChildren(...ids.map(itemFor));
  raise(byId("here"));
  list.querySelector("a").focus();
}

function itemFor(id) {
  const item = document.createElement("li");
  item.dataset.claim = id;
  const link = document.createElement("a");
  const source = rowOf(id).querySelector("a");
  link.href = source.href;
  for (const name of [".row__words", ".row__foot"]) link.append(source.querySelector(name).cloneNode(true));
  item.append(link);
  return item;
}

function light(event) {
  const row = event.target.closest?.("#rows li");
  const mark = event.target.closest?.(".text mark");
  text.light(row?.dataset.claim, "is-lit");
  for (const lit of document.querySelectorAll("#rows .is-lit")) lit.classList.remove("is-lit");
  for (const id of mark ? text.claimsAt(mark) : []) rowOf(id)?.classList.add("is-lit");
}
