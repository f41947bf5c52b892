// Owns choosing several claims of the queue with mouse and keyboard. The bar that changes them is there only while
// something is chosen, and tells how many claims a button would change.

import { watchMenus } from "./bulk-menus.js";

const form = document.getElementById("bulk");
const page = document.getElementById("bulk-page");
const every = document.getElementById("bulk-every");
const none = document.getElementById("bulk-none");
const count = document.getElementById("bulk-count");
const boxes = [...document.querySelectorAll(".claim-row__box")];
const keysAreOff = () => document.documentElement.dataset.keys === "off";
let last = null;

function tell() {
  const ticked = boxes.filter((box) => box.checked).length;
  if (every && ticked < boxes.length) every.checked = false;
  const chosen = every?.checked ? Number(every.dataset.number) : ticked;
  form.classList.toggle("bulk--some", chosen > 0);
  count.textContent = chosen ? count.dataset.some.replace("%(number)s", chosen.toLocaleString(document.documentElement.lang)) : "";
  page.checked = ticked === boxes.length;
  page.indeterminate = ticked > 0 && ticked < boxes.length;
}

function tickAll(checked) {
  for (const box of boxes) box.checked = checked;
  tell();
}

/** From the last box that was touched to this one, all become as that one is. */
function range(box) {
  const [from, to] = [boxes.indexOf(last ?? box), boxes.indexOf(box)].sort((a, b) => a - b);
  for (const each of boxes.slice(from, to + 1)) each.checked = last ? last.checked : true;
}

function choose(box, asRange) {
  if (asRange) range(box);
  else box.checked = !box.checked;
  last = box;
  tell();
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey || keysAreOff()) return;
  if (event.target.closest("select, textarea, input:not([type=checkbox])")) return;
  const box = event.target.closest(".claim-row")?.querySelector(".claim-row__box");
  if (!box) return;
  event.preventDefault();
  choose(box, event.shiftKey);
});

watchMenus(form);

for (const box of boxes) {
  box.addEventListener("click", (event) => {
    if (event.shiftKey) range(box);
    last = box;
    tell();
  });
}
page.addEventListener("change", () => tickAll(page.checked));
every?.addEventListener("change", () => (every.checked ? tickAll(true) : tell()));
none.addEventListener("click", () => {
  tickAll(false);
  page.focus();
});
none.hidden = false;
if (keysAreOff()) document.querySelector(".queue-all__keys").hidden = true;
// The browser keeps what was ticked when somebody comes back to the page.
window.addEventListener("pageshow", tell);
tell();
