// Owns which key an event is, by the names that people's keys are kept under: "n", "Shift+J", "Control+Enter".
// Pure: knows no page and no gesture.

const SPECIAL = { " ": "Space" };
// Where a bracket stands on the first keyboards, and what it writes there.
const BRACKETS = { BracketLeft: "[{", BracketRight: "]}" };

/**
 * The names an event may be known by, the likeliest first: what the key writes, then what the same key writes on a
 * Latin keyboard, so that letters and brackets work on every layout. Cmd counts as Control.
 */
export function namesOf(event) {
  const written = SPECIAL[event.key] ?? event.key;
  const found = [named(event, written)];
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter && (event.altKey || !/^[a-z]$/i.test(written))) found.push(named(event, letter));
  const bracket = BRACKETS[event.code]?.[event.shiftKey ? 1 : 0];
  if (bracket) found.push(named(event, bracket));
  return [...new Set(found)];
}

/** Whether an event is of a key that only changes others. */
export const isModifier = (event) => ["Control", "Shift", "Alt", "AltGraph", "Meta", "CapsLock", "Dead"].includes(event.key);

/** Whether the key works by itself, as it does in fields: such keys can be switched off. */
export const isSingle = (name) => name.replace(/^Shift\+/, "").length === 1;

function named(event, key) {
  const isPrinted = [...key].length === 1;
  const isLetter = isPrinted && key.toLowerCase() !== key.toUpperCase();
  // AltGr writes characters, and says that Control and Alt are held.
  const writes = isPrinted && event.getModifierState?.("AltGraph");
  const control = (event.ctrlKey || event.metaKey) && !writes;
  const alt = event.altKey && !writes;
  const shift = event.shiftKey && (!isPrinted || isLetter || control || alt);
  const last = isLetter ? (shift ? key.toUpperCase() : key.toLowerCase()) : key;
  return [control && "Control", alt && "Alt", shift && "Shift", last].filter(Boolean).join("+");
}
