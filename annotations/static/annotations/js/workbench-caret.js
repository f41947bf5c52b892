// Owns the caret with which claims are made without a mouse: moves by character, word, sentence and paragraph,
// extends, is drawn, and is told to screen readers. Works inside one paragraph at a time; crossing an edge moves on.

import { neighbour } from "./workbench-offsets.js";
import { filled, say, words } from "./workbench-saying.js";
import { body, fragmentIn, language, marksOf, pane, passageOf, passages, rangeIn, unitsBefore } from "./workbench-text.js";

let passage = null;
let anchor = 0;
let focus = 0;
let drawn = null;
let on = false;

export const isOn = () => on;

export function toggle(openId) {
  on = !on;
  document.querySelector("[data-do=caret]").setAttribute("aria-pressed", String(on));
  if (on) {
    const [mark] = openId ? marksOf(openId) : [];
    passage = passageOf(mark) ?? visiblePassage();
    anchor = focus = mark ? unitsBefore(passage, mark, 0) : 0;
    pane().focus({ preventScroll: true });
    say(words.caretOn);
    draw();
  } else {
    drawn?.remove();
    drawn = null;
    document.getSelection().removeAllRanges();
    say(words.caretOff);
  }
}

/** The selection as a fragment; none while the caret selects nothing. */
export function fragments() {
  if (!on || anchor === focus) return [];
  const fragment = fragmentIn(passage, Math.min(anchor, focus), Math.max(anchor, focus));
  return fragment ? [fragment] : [];
}

/** The mark at the caret, null when there is none. */
export function markHere() {
  if (!on) return null;
  const range = rangeIn(passage, focus, Math.min(focus + 1, passage.textContent.length));
  const node = range.startContainer;
  const at = range.startOffset === node.data?.length && node.parentElement.nextSibling ? range.endContainer : node;
  return at.parentElement.closest("mark") ?? range.endContainer.parentElement?.closest("mark") ?? null;
}

export function collapse() {
  anchor = focus;
  draw();
}

/** Answers a key; whether it was one of the caret's. */
export function press(event) {
  const move = moveOf(event);
  if (!on || !move) return false;
  if (!passage?.isConnected) passage = visiblePassage();
  const [unit, way] = move;
  // A selection grows to the end of a word, not to the start of the next one.
  step(unit === "word" && event.shiftKey && way > 0 ? "word-end" : unit, way);
  if (!event.shiftKey) anchor = focus;
  draw();
  tell(event.shiftKey, unit);
  return true;
}

function moveOf(event) {
  const fast = event.ctrlKey || event.altKey;
  const forward = getComputedStyle(passage ?? body()).direction === "rtl" ? -1 : 1;
  return {
    ArrowRight: [fast ? "word" : "grapheme", forward],
    ArrowLeft: [fast ? "word" : "grapheme", -forward],
    ArrowDown: [fast ? "paragraph" : "sentence", 1],
    ArrowUp: [fast ? "paragraph" : "sentence", -1],
    Home: ["edge", -1],
    End: ["edge", 1],
  }[event.key];
}

function step(unit, way) {
  const length = passage.textContent.length;
  if (unit === "edge") focus = way < 0 ? 0 : length;
  else if (unit === "paragraph" || (way > 0 ? focus === length : focus === 0)) cross(unit, way);
  else focus = neighbour(passage.textContent, focus, unit, way, language());
}

function cross(unit, way) {
  const all = passages();
  const next = all[all.indexOf(passage) + way];
  if (!next) {
    focus = way > 0 ? passage.textContent.length : 0;
    return;
  }
  passage = next;
  focus = anchor = way > 0 || unit === "paragraph" ? 0 : next.textContent.length;
}

function draw() {
  if (!on) return;
  if (!drawn) {
    drawn = document.createElement("div");
    drawn.className = "caret";
    drawn.setAttribute("aria-hidden", "true");
    body().append(drawn);
  }
  const range = rangeIn(passage, focus, focus);
  const selection = document.getSelection();
  const edge = rangeIn(passage, anchor, anchor);
  selection.setBaseAndExtent(edge.startContainer, edge.startOffset, range.startContainer, range.startOffset);
  const box = boxOf(range);
  const frame = body().getBoundingClientRect();
  drawn.style.left = `${box.left - frame.left - 1}px`;
  drawn.style.top = `${box.top - frame.top}px`;
  drawn.style.height = `${box.height}px`;
  drawn.scrollIntoView({ block: "nearest" });
}

/** Where the caret stands: a collapsed range has no box in some places, so its neighbour's edge is used. */
function boxOf(range) {
  const own = range.getClientRects()[0];
  if (own?.height) return own;
  const length = passage.textContent.length;
  const after = focus < length;
  const beside = rangeIn(passage, after ? focus : focus - 1, after ? focus + 1 : focus).getBoundingClientRect();
  const fromTheRight = getComputedStyle(passage).direction === "rtl";
  return { left: after === fromTheRight ? beside.right : beside.left, top: beside.top, height: beside.height };
}

function tell(extending, unit) {
  const text = passage.textContent;
  if (extending) {
    const quote = text.slice(Math.min(anchor, focus), Math.max(anchor, focus));
    say(filled(words.selected, { quote }), { quietly: true });
  } else {
    const reach = unit === "edge" || unit === "paragraph" ? "sentence" : unit;
    say(text.slice(focus, neighbour(text, focus, reach, 1, language())), { quietly: true });
  }
}

function visiblePassage() {
  const top = Math.max(pane().getBoundingClientRect().top, 0);
  return passages().find((each) => each.getBoundingClientRect().bottom > top + 8) ?? passages()[0];
}
