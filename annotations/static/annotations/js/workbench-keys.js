// Owns which key does what. Letters by what they write, digits and brackets by where they are, so that a shifted
// or foreign layout works. Silent in fields, and single keys can be switched off.

const SETTING = "factcheck.keys";
const FIELDS = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])";

const LETTERS = {
  j: "next",
  k: "previous",
  n: "next-waiting",
  a: "accept",
  x: "dismiss",
  e: "reword",
  r: "reword",
  s: "source",
  c: "note",
  h: "history",
  v: "caret",
  "/": "find",
  "?": "help",
  "+": "fragment",
};

const EDGES = { BracketLeft: -1, BracketRight: 1 };

export const areOn = () => read() !== "off";

export function switchKeys(on) {
  try {
    localStorage.setItem(SETTING, on ? "on" : "off");
  } catch {
    // The choice holds for this page only.
  }
}

/** Calls `act(name, detail)` for keys that mean something; it answers whether it did anything. */
export function watchKeys(act) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const meaning = meaningOf(event);
    if (meaning && act(...meaning, event)) event.preventDefault();
  });
}

function meaningOf(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return ["save-and-next"];
  if (event.key === "Escape") return ["escape"];
  if (document.querySelector("dialog[open]") || event.target.closest(FIELDS)) return null;
  if (/^(Arrow|Home|End)/.test(event.key)) return ["move"];
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") return [event.shiftKey ? "redo" : "undo"];
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "Enter" && !event.target.closest("a, button, summary")) return ["enter"];
  if (event.key === " " && !event.target.closest("a, button, summary, input")) return ["here"];
  return areOn() ? single(event) : null;
}

function single(event) {
  if (event.code in EDGES || "[]{}".includes(event.key)) {
    const way = EDGES[event.code] ?? ("[{".includes(event.key) ? -1 : 1);
    return ["nudge", { edge: event.shiftKey || "{}".includes(event.key) ? "end" : "start", way }];
  }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  if (digit) return ["rate", (Number(digit[1]) + 9) % 10];
  const name = LETTERS[event.key];
  return name ? [name] : null;
}

function read() {
  try {
    return localStorage.getItem(SETTING);
  } catch {
    return null;
  }
}
