// Owns choosing several claims of the queue with mouse and keyboard, and telling how many a button would change.

const form = document.getElementById("bulk");
const all = document.getElementById("bulk-all");
const count = document.getElementById("bulk-count");
const boxes = [...document.querySelectorAll(".claim-row__box")];
let last = null;

function tell() {
  const chosen = boxes.filter((box) => box.checked).length;
  count.textContent = chosen ? count.dataset.some.replace("%(number)s", chosen) : count.dataset.none;
  for (const button of form.querySelectorAll("button[name=gesture]")) button.disabled = !chosen;
  form.classList.toggle("bulk--some", chosen > 0);
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
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
  if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.keys === "off") return;
  if (event.target.closest("select, textarea, input:not([type=checkbox])")) return;
  const box = event.target.closest(".claim-row")?.querySelector(".claim-row__box");
  if (!box) return;
  event.preventDefault();
  choose(box, event.shiftKey);
});

for (const box of boxes) {
  box.addEventListener("click", (event) => {
    if (event.shiftKey) range(box);
    last = box;
    tell();
  });
}
all.addEventListener("change", () => {
  for (const box of boxes) box.checked = all.checked;
  tell();
});
form.querySelector(".bulk__all").hidden = false;
form.querySelector(".bulk__keys").hidden = document.documentElement.dataset.keys === "off";
// The browser keeps what was ticked when somebody comes back to the page.
window.addEventListener("pageshow", tell);
tell();
