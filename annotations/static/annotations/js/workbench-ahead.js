// Owns the keys pressed ahead of a card that is on its way: kept in their order, and typed into the field that the
// first of them opens. A letter meant for a note must not dismiss a claim.

const FIELDS = "textarea, input:not([type=radio], [type=checkbox])";
let kept = null;

/** Does `run` once `arrival` is there; what is pressed until then follows it. */
export function ahead(arrival, run) {
  kept = [];
  arrival.then(() => {
    const keys = kept;
    kept = null;
    run();
    keys.forEach(follow);
  });
}

/** Whether the key is kept for later. */
export function keep(event) {
  const isBare = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!kept || !isBare || (event.key.length > 1 && event.key !== "Enter")) return false;
  event.preventDefault();
  kept.push(event);
  return true;
}

function follow(event) {
  const { activeElement } = document;
  if (!activeElement.matches(FIELDS)) activeElement.dispatchEvent(new KeyboardEvent("keydown", event));
  else if (event.key.length === 1) document.execCommand("insertText", false, event.key);
}
