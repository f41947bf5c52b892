// Owns fetching the copy that was asked for with a citation, once its card is there: citing itself waits for nobody.

import { parsed, place } from "./workbench-parts.js";
import { say } from "./workbench-saying.js";

const begun = new WeakSet();

export function watchCopies() {
  const pane = document.getElementById("pane");
  new MutationObserver(() => keepWanted(pane)).observe(pane, { childList: true, subtree: true });
  keepWanted(pane);
}

function keepWanted(pane) {
  // The same source may be cited twice on a card: it is fetched once, and comes back with every citation of it.
  const item = pane.querySelector("[data-wanted]");
  if (!item || begun.has(item)) return;
  begun.add(item);
  keep(item, item.querySelector("[data-copying] form"));
}

async function keep(item, form) {
  if (!form) return;
  const body = new FormData(form);
  body.set("how", "fetched");
  body.delete("pasted");
  try {
    const response = await fetch(form.action, { method: "POST", headers: { "X-Parts": "1" }, body });
    if (!response.ok || response.redirected) throw new Error("failed");
    const found = parsed(await response.text());
    const said = found.querySelector("[data-status]").dataset.said;
    if (item.isConnected) place(found);
    if (said) say(said);
  } catch {
    item.querySelector("[data-filling]")?.remove(); // The button to try again stands below.
  }
}
