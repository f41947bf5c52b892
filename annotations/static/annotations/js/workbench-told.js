// Owns what the page asks for beside the claims: what undo and redo would do, and where one may go from here.

import { filled } from "./workbench-saying.js";

const main = document.getElementById("main");
let asked = null;

/** {undo, redo, places}: sentences, and [{kind, words, address}]. Asked once until something is sent. */
export function told() {
  asked ??= fetch(main.dataset.told)
    .then((response) => (response.ok && !response.redirected ? response.json() : Promise.reject(new Error("failed"))))
    .catch(() => {
      asked = null;
      return { undo: "", redo: "", places: [] };
    });
  return asked;
}

/** Tells on the two buttons, as soon as somebody comes near, what they would do. */
export function watchTold() {
  document.addEventListener("claims-changed", () => (asked = null));
  for (const name of ["undo", "redo"]) {
    const button = document.querySelector(`#${name}-form button`);
    if (!button) continue;
    for (const event of ["pointerenter", "focus"]) button.addEventListener(event, () => tell(button, name));
  }
}

async function tell(button, name) {
  const what = (await told())[name];
  const words = what ? filled(button.dataset.some, { what }) : button.dataset.none;
  button.title = words;
  button.setAttribute("aria-label", words);
}
