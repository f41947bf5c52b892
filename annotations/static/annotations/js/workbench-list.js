// Owns finding in the list of claims by their words.

import { open, rows } from "./workbench-opening.js";

const byId = (id) => document.getElementById(id);

export function watchList() {
  byId("find-claim").addEventListener("input", narrow);
  byId("find-claim").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [first] = rows();
    if (first) open(first.dataset.claim, { focus: true });
  });
}

function narrow(event) {
  const wanted = event.target.value.trim().toLocaleLowerCase();
  let count = 0;
  for (const row of document.querySelectorAll("#rows > li")) {
    row.hidden = !row.querySelector(".row__words").textContent.toLocaleLowerCase().includes(wanted);
    if (!row.hidden) count += 1;
  }
  byId("none-found").hidden = count > 0 || !wanted;
  document.dispatchEvent(new CustomEvent("claims-changed"));
}
