// Owns making and moving claims by selecting text: the pending fragments, the bar beside a selection, the form.

import { neighbour, snapped, toUnits } from "./workbench-offsets.js";
import { filled, say, words } from "./workbench-saying.js";
import {
  body,
  fragmentIn,
  fragmentsOf,
  fragmentsOfClaim,
  language,
  passageOf,
  placeOf,
  rangeIn,
  showPending,
  unitsBefore,
} from "./workbench-text.js";

const JOIN = " … ";
let pending = [];
let moving = "";
let bar = null;
// The range as it was drawn, while the selection shows it grown to whole words.
let drawn = null;

export const hasPending = () => pending.length > 0;
const marking = () => document.getElementById("marking");
const spanForm = () => document.getElementById("span-form");
const quoteOf = (fragments) => fragments.map((fragment) => fragment.quote).join(JOIN);

export function watchSelection() {
  if (!marking()) return;
  document.addEventListener("pointerup", (event) => setTimeout(() => offerSnapped(event)));
  document.addEventListener("keyup", (event) => event.shiftKey || offer());
  document.addEventListener("selectionchange", () => {
    if (document.getSelection().isCollapsed) hideBar();
  });
  document.addEventListener("touchend", () => setTimeout(offer, 50));
}

/** Grows what the mouse drew to whole words, and says so in the bar; with Alt it stays letter by letter. */
function offerSnapped(event) {
  if (event.target.closest?.(".mark-bar, .grip")) return;
  const selection = document.getSelection();
  const passage = passageOf(selection.anchorNode);
  drawn = null;
  if (passage && !selection.isCollapsed && !event.altKey) snap(selection);
  offer();
}

function snap(selection) {
  const range = selection.getRangeAt(0);
  const [first, last] = [passageOf(range.startContainer), passageOf(range.endContainer)];
  if (!first || !last) return;
  const from = unitsBefore(first, range.startContainer, range.startOffset);
  const to = unitsBefore(last, range.endContainer, range.endOffset);
  const start = snapped(first.textContent, from, from, language())[0];
  const end = snapped(last.textContent, to, to, language())[1];
  if (start === from && end === to) return;
  drawn = range.cloneRange();
  const [opening, closing] = [rangeIn(first, start, start), rangeIn(last, end, end)];
  selection.setBaseAndExtent(opening.startContainer, opening.startOffset, closing.startContainer, closing.startOffset);
}

/** Back to the letters as they were drawn. */
export function unsnap() {
  if (!drawn) return;
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(drawn);
  drawn = null;
  offer();
}

/** The fragments that the claim is proposed to move to, null for none. */
export const proposed = (id) => (moving && moving === id && pending.length ? pending : null);

/** The fragments under the browser's own selection, none when it lies outside the text. */
export function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !passageOf(selection.anchorNode)) return [];
  return fragmentsOf(selection.getRangeAt(0));
}

/** Shows the form for a new claim made of the pending fragments and these. */
export function begin(fragments) {
  const all = [...(moving ? [] : pending), ...fragments].sort((one, other) => one.start - other.start);
  if (!all.length || !marking()) return false;
  moving = "";
  pending = all;
  const form = document.getElementById("mark-form");
  form.elements.fragments.value = JSON.stringify(pending);
  form.elements.quote.value = quoteOf(pending);
  form.elements.quote.readOnly = true;
  form.elements.statement.value = quoteOf(pending);
  marking().open = true;
  showPending(pending);
  hideBar();
  document.getSelection().removeAllRanges();
  document.getElementById("main").dataset.marking = "";
  form.elements.statement.focus({ preventScroll: true });
  form.elements.statement.select();
  marking().scrollIntoView({ block: "start" });
  return true;
}

/** Keeps fragments for a claim of several and waits for the next one. */
export function keepFragment(fragments) {
  if (!fragments.length) return;
  pending = [...(moving ? [] : pending), ...fragments];
  moving = "";
  showPending(pending);
  hideBar();
  document.getSelection().removeAllRanges();
  say(words.fragment);
}

/** Proposes to move the open claim to these fragments. */
export function move(id, fragments) {
  if (!fragments.length || !spanForm()) return;
  pending = fragments;
  moving = id;
  showPending(pending);
  hideBar();
  document.getSelection().removeAllRanges();
  const form = spanForm();
  form.elements.fragments.value = JSON.stringify(pending);
  form.hidden = false;
  say(filled(words.moved, { quote: quoteOf(pending) }));
  document.dispatchEvent(new CustomEvent("claim-proposed"));
}

/** Moves one edge of the pending fragments, or of the open claim, by one character. */
export function nudge(id, edge, step) {
  const from = pending.length ? pending : id ? fragmentsOfClaim(id) : [];
  if (!from.length) return;
  const index = edge === "start" ? 0 : from.length - 1;
  const place = placeOf(from[index].start);
  const text = place.passage.textContent;
  let start = place.units;
  let end = toUnits(text, from[index].end - Number(place.passage.dataset.start));
  if (edge === "start") start = neighbour(text, start, "grapheme", step, language());
  else end = neighbour(text, end, "grapheme", step, language());
  const next = start < end ? fragmentIn(place.passage, start, end) : null;
  if (!next) return;
  const grown = step < 0 === (edge === "start");
  if (grown && next.start === from[index].start && next.end === from[index].end) {
    // Only white space was gained: take the next character too.
    if (edge === "start") start = neighbour(text, start, "grapheme", step, language());
    else end = neighbour(text, end, "grapheme", step, language());
  }
  const fragments = from.with(index, fragmentIn(place.passage, start, end) ?? next);
  if (pending.length && !moving) {
    pending = [];
    begin(fragments);
    document.activeElement.blur();
    say(filled(words.selected, { quote: quoteOf(fragments) }), { quietly: true });
  } else move(moving || id, fragments);
}

/** Proposes the same move to the card that has come for the claim; without one, forgets whatever is pending. */
export function resume(id) {
  if (proposed(id) && spanForm()) move(id, pending);
  else drop();
}

/** Sends the proposed move. Whether there was one. */
export function confirmMove() {
  if (!moving || !spanForm()) return false;
  spanForm().requestSubmit();
  return true;
}

/** Forgets the pending fragments. Whether there were any. */
export function drop() {
  const had = pending.length > 0 || marking()?.open;
  pending = [];
  moving = "";
  showPending([]);
  hideBar();
  if (spanForm()) spanForm().hidden = true;
  const form = document.getElementById("mark-form");
  if (form) {
    for (const name of ["fragments", "quote", "statement", "claimant", "said_on", "tags"]) form.elements[name].value = "";
    form.elements.quote.readOnly = false;
  }
  if (marking()) marking().open = false;
  delete document.getElementById("main").dataset.marking;
  document.dispatchEvent(new CustomEvent("claim-proposed"));
  return had;
}

function offer() {
  const fragments = selected();
  if (!fragments.length) return hideBar();
  const range = document.getSelection().getRangeAt(0);
  const boxes = range.getClientRects();
  const last = boxes[boxes.length - 1];
  if (!last) return hideBar();
  if (!bar) makeBar();
  const frame = body().getBoundingClientRect();
  bar.hidden = false;
  bar.querySelector("[data-do=move-here]").hidden = !spanForm();
  bar.querySelector("[data-do=exact]").hidden = !drawn;
  bar.style.insetBlockStart = `${last.bottom - frame.top + 10}px`;
  bar.style.insetInlineStart = `${Math.max(4, Math.min(last.right - frame.left - 120, frame.width - bar.offsetWidth - 4))}px`;
  return undefined;
}

function makeBar() {
  bar = document.getElementById("mark-bar").content.firstElementChild.cloneNode(true);
  body().append(bar);
}

function hideBar() {
  if (!bar) return;
  // A hidden button keeps the focus for a frame, and would swallow the Enter that confirms.
  if (bar.contains(document.activeElement)) document.activeElement.blur();
  bar.hidden = true;
}
