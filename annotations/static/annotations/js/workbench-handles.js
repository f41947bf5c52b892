// Owns the two grips at the ends of the open claim: dragged with mouse or finger they propose another span, whole
// words unless Alt is held. The keys for it are in workbench.js; nothing here is read out.

import { snapped } from "./workbench-offsets.js";
import * as marking from "./workbench-marking.js";
import { body, fragmentIn, fragmentsOfClaim, language, marksOf, passageOf, placeOf, rangesOf, showPending, unitsBefore } from "./workbench-text.js";

const FROM_THE_RIGHT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const grips = {};
let claim = "";
let drag = null;

export function watchHandles() {
  if (!document.getElementById("marking")) return;
  for (const edge of ["start", "end"]) {
    const grip = document.createElement("div");
    grip.className = "grip";
    grip.dataset.edge = edge;
    grip.setAttribute("aria-hidden", "true");
    grip.hidden = true;
    grip.addEventListener("pointerdown", begin);
    grip.addEventListener("pointermove", follow);
    for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, end);
    grips[edge] = grip;
    body().append(grip);
  }
  document.addEventListener("claim-proposed", () => show(claim));
  new ResizeObserver(() => show(claim)).observe(body());
}

/** Stands at the ends of a claim that may be moved; nowhere for "". */
export function show(id) {
  claim = id;
  if (!grips.start) return;
  const pieces = id && document.getElementById("span-form") ? piecesOf(id) : [];
  for (const grip of Object.values(grips)) grip.hidden = !pieces.length;
  if (pieces.length) stand(pieces);
}

/** The marks of the claim, or the ranges it is proposed to move to. */
function piecesOf(id) {
  const proposed = marking.proposed(id);
  return proposed ? rangesOf(proposed) : [...marksOf(id)];
}

function stand(pieces) {
  const frame = body().getBoundingClientRect();
  const [first] = pieces[0].getClientRects();
  const last = [...pieces.at(-1).getClientRects()].at(-1);
  if (!first || !last) return;
  const put = (grip, box, side) => {
    grip.style.left = `${box[side] - frame.left}px`;
    grip.style.top = `${box.top - frame.top}px`;
    grip.style.height = `${box.height}px`;
  };
  put(grips.start, first, runsBackward(pieces[0]) ? "right" : "left");
  put(grips.end, last, runsBackward(pieces.at(-1), { atEnd: true }) ? "left" : "right");
}

/** Whether the words at an end of a piece run from the right: theirs may be another direction than the passage's. */
function runsBackward(piece, { atEnd = false } = {}) {
  const letters = (piece.textContent ?? piece.toString()).match(/\p{Letter}/gu);
  if (!letters) return getComputedStyle(passageOf(piece.startContainer ?? piece)).direction === "rtl";
  return FROM_THE_RIGHT.test(letters.at(atEnd ? -1 : 0));
}

function begin(event) {
  if (event.button !== 0) return;
  event.preventDefault();
  const { edge } = event.currentTarget.dataset;
  const fragments = marking.proposed(claim) ?? fragmentsOfClaim(claim);
  event.currentTarget.setPointerCapture(event.pointerId);
  drag = { edge, fragments, at: edge === "start" ? 0 : fragments.length - 1 };
  body().classList.add("is-dragged");
}

function follow(event) {
  if (!drag) return;
  const place = caretAt(event.clientX, event.clientY);
  const own = placeOf(drag.fragments[drag.at].start).passage;
  if (!place || passageOf(place.node) !== own) return;
  const fragment = reaching(own, unitsBefore(own, place.node, place.offset), event.altKey);
  if (!fragment) return;
  drag.now = drag.fragments.with(drag.at, fragment);
  showPending(drag.now);
  stand(rangesOf(drag.now));
}

/** The dragged fragment with its edge at these units of the passage; null when nothing would be left of it. */
function reaching(passage, units, exact) {
  const text = passage.textContent;
  const range = rangesOf([drag.fragments[drag.at]])[0];
  let [from, to] = [range.startContainer, range.endContainer].map((node, index) =>
    unitsBefore(passage, node, index ? range.endOffset : range.startOffset),
  );
  if (drag.edge === "start") from = exact ? units : snapped(text, units, to, language())[0];
  else to = exact ? units : snapped(text, from, units, language())[1];
  return from < to ? fragmentIn(passage, from, to) : null;
}

function end(event) {
  if (!drag) return;
  const { now } = drag;
  drag = null;
  body().classList.remove("is-dragged");
  if (now && event.type === "pointerup") marking.move(claim, now);
  else {
    showPending([]);
    show(claim);
  }
}

function caretAt(x, y) {
  const hidden = Object.values(grips);
  for (const grip of hidden) grip.style.pointerEvents = "none";
  const found = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
  for (const grip of hidden) grip.style.pointerEvents = "";
  if (!found) return null;
  const node = found.offsetNode ?? found.startContainer;
  return passageOf(node) ? { node, offset: found.offset ?? found.startOffset } : null;
}
