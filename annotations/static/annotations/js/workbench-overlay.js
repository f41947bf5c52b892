// Owns what lies over the workbench: one dialog at a time, with the focus kept in it and given back afterwards.
// Not showModal: making a text of thousands of marks inert takes seconds.

const veil = document.getElementById("veil");
const FOCUSABLE = "a[href], button:not([disabled]), input:not([type=hidden], [disabled]), select, textarea";

export const isRaised = () => Boolean(document.querySelector("dialog[open]"));

export function raise(dialog) {
  if (isRaised()) return false;
  veil.hidden = false;
  dialog.show();
  return true;
}

/** Takes the dialog away that is there. Whether there was one. */
export function lower() {
  const dialog = document.querySelector("dialog[open]");
  dialog?.close();
  return Boolean(dialog);
}

export function watchOverlay() {
  veil.addEventListener("click", lower);
  for (const dialog of document.querySelectorAll("main > dialog")) {
    dialog.setAttribute("aria-modal", "true");
    dialog.addEventListener("close", () => (veil.hidden = true));
    dialog.addEventListener("keydown", (event) => event.key === "Tab" && turn(dialog, event));
  }
}

/** From the last control to the first, and back. */
function turn(dialog, event) {
  const all = [...dialog.querySelectorAll(FOCUSABLE)].filter((each) => each.getClientRects().length);
  const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
  if (document.activeElement !== from) return;
  event.preventDefault();
  to.focus();
}
