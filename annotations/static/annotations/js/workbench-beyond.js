// Owns the two counters that say how many claims lie above and below what is seen of the text, and lead there.

import { pane, rows } from "./workbench-opening.js";
import { filled } from "./workbench-saying.js";
import * as text from "./workbench-text.js";

const above = document.getElementById("beyond-above");
const below = document.getElementById("beyond-below");
let starts = [];
let due = 0;

export function watchBeyond() {
  // On a phone the window scrolls instead of the text.
  for (const place of [text.pane(), window]) place.addEventListener("scroll", soon, { passive: true });
  // Paragraphs take their real height only when they come near.
  new ResizeObserver(soon).observe(text.body());
  new ResizeObserver(soon).observe(text.pane());
  document.addEventListener("claims-changed", () => {
    starts = rows().map((row) => Number(row.dataset.order.split(" ")[0]));
    soon();
  });
  above.addEventListener("click", () => step(-1));
  below.addEventListener("click", () => step(1));
}

function soon() {
  cancelAnimationFrame(due);
  due = requestAnimationFrame(count);
}

function count() {
  const [top, bottom] = seen();
  const before = starts.length && pointAt(top);
  const after = starts.length && pointAt(bottom);
  show(above, starts.filter((start) => start < before).length);
  show(below, starts.filter((start) => start >= after).length);
}

/** The heights in the window between which the text is seen: under the bar, and over the sheet that covers its foot. */
function seen() {
  const { top, bottom } = text.pane().getBoundingClientRect();
  const bar = document.querySelector(".site-bar")?.getBoundingClientRect().bottom ?? 0;
  const sheet = getComputedStyle(pane).position === "fixed" ? pane.getBoundingClientRect().top : innerHeight;
  return [Math.max(top, bar), Math.min(bottom, sheet)];
}

function show(button, number) {
  button.hidden = !number;
  const words = filled(button.dataset.words, { number });
  if (button.textContent !== words) button.textContent = words;
}

/** The code point at which the first thing begins that lies wholly or partly below a height of the window. */
function pointAt(y) {
  const all = text.passages();
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle].getBoundingClientRect().bottom > y) high = middle;
    else low = middle + 1;
  }
  const passage = all[low];
  if (!passage) return Infinity;
  const first = Number(passage.dataset.start);
  if (passage.getBoundingClientRect().top >= y) return first;
  const mark = [...passage.querySelectorAll("mark")].find((each) => each.getBoundingClientRect().bottom > y);
  return mark ? text.pointOf(passage, mark) : first + [...passage.textContent].length;
}

function step(way) {
  const [top, bottom] = seen();
  const edge = pointAt(way < 0 ? top : bottom);
  const start = way < 0 ? starts.findLast((each) => each < edge) : starts.find((each) => each >= edge);
  const row = rows()[starts.indexOf(start)];
  if (row) text.scrollTo(row.dataset.claim);
}
