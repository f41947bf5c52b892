// Owns the article's text on the page: from ranges of the browser to fragments in code points and back, and which
// marks are lit. Reads the text's nodes, never changes one.

import { tidied, toCodePoints, toUnits } from "./workbench-offsets.js";

export const pane = () => document.getElementById("text");
export const body = () => document.querySelector(".text__body");
export const language = () => body().lang || document.documentElement.lang;

export const passages = () => [...body().querySelectorAll(".passage")];
export const passageOf = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest(".text .passage") ?? null;
const startOf = (passage) => Number(passage.dataset.start);

/** UTF-16 units of the passage's text before a place in it. */
export function unitsBefore(passage, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(passage);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** A Range over UTF-16 units `[start, end)` of one passage. */
export function rangeIn(passage, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
  let before = 0;
  let started = false;
  range.selectNodeContents(passage);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const after = before + node.data.length;
    if (!started && start <= after) {
      range.setStart(node, start - before);
      started = true;
    }
    if (end <= after) {
      range.setEnd(node, end - before);
      return range;
    }
    before = after;
  }
  return range;
}

/** A fragment in code points of UTF-16 units of one passage; null when there is nothing but white space. */
export function fragmentIn(passage, from, to) {
  const text = passage.textContent;
  const [start, end] = tidied(text, from, to);
  if (start >= end) return null;
  const first = startOf(passage);
  return {
    start: first + toCodePoints(text, start),
    end: first + toCodePoints(text, end),
    quote: text.slice(start, end),
  };
}

/** The fragments that a selection of the browser covers: one in each paragraph it touches. */
export function fragmentsOf(range) {
  const found = [];
  const all = passages();
  const first = all.findIndex((passage) => range.intersectsNode(passage));
  for (let index = first; index >= 0 && index < all.length; index += 1) {
    const passage = all[index];
    if (!range.intersectsNode(passage)) break;
    const from = passage.contains(range.startContainer) ? unitsBefore(passage, range.startContainer, range.startOffset) : 0;
    const to = passage.contains(range.endContainer)
      ? unitsBefore(passage, range.endContainer, range.endOffset)
      : startsAfter(range, passage)
        ? 0
        : passage.textContent.length;
    const fragment = from < to ? fragmentIn(passage, from, to) : null;
    if (fragment) found.push(fragment);
  }
  return found;
}

/** Where a code point stands: its passage and the UTF-16 unit in it; null between paragraphs. */
export function placeOf(point) {
  const passage = passages().findLast((each) => startOf(each) <= point);
  if (!passage) return null;
  const units = toUnits(passage.textContent, point - startOf(passage));
  return { passage, units };
}

/** The Ranges of fragments in code points. */
export function rangesOf(fragments) {
  return fragments.flatMap(({ start, end }) => {
    const from = placeOf(start);
    if (!from) return [];
    const stop = toUnits(from.passage.textContent, end - startOf(from.passage));
    return [rangeIn(from.passage, from.units, stop)];
  });
}

/** Draws fragments as the pending selection; nothing when there are none. Never touches the text's nodes. */
export function showPending(fragments) {
  if (!globalThis.CSS?.highlights) return;
  if (fragments.length) CSS.highlights.set("pending", new Highlight(...rangesOf(fragments)));
  else CSS.highlights.delete("pending");
}

export const marksOf = (id) => body().querySelectorAll(`mark[data-claims~="${CSS.escape(id)}"]`);
export const claimsAt = (mark) => mark.dataset.claims.split(" ");

/** Puts a class on exactly the marks of one claim. */
export function light(id, name) {
  for (const mark of body().querySelectorAll(`mark.${name}`)) mark.classList.remove(name);
  if (id) for (const mark of marksOf(id)) mark.classList.add(name);
}

export function scrollTo(id) {
  const [mark] = marksOf(id);
  if (!mark) return;
  const box = mark.getBoundingClientRect();
  const frame = pane().getBoundingClientRect();
  const top = Math.max(frame.top, 0);
  const bottom = Math.min(frame.bottom, innerHeight * (document.getElementById("pane").offsetTop > 0 && innerWidth < 992 ? 0.45 : 1));
  if (box.top < top + 24 || box.bottom > bottom - 24) {
    mark.scrollIntoView({ block: innerWidth < 992 ? "start" : "center", behavior: "instant" });
  }
}

/** The code point at which a mark of the passage begins. */
export const pointOf = (passage, mark) =>
  startOf(passage) + toCodePoints(passage.textContent, unitsBefore(passage, mark, 0));

/** The claim's fragments, read off its marks, in code points. */
export function fragmentsOfClaim(id) {
  const found = [];
  let open = null;
  for (const mark of marksOf(id)) {
    const passage = passageOf(mark);
    const from = unitsBefore(passage, mark, 0);
    const to = from + mark.textContent.length;
    if (open && open.passage === passage && open.to === from) open.to = to;
    else found.push((open = { passage, from, to }));
  }
  return found.map(({ passage, from, to }) => {
    const text = passage.textContent;
    const first = startOf(passage);
    return { start: first + toCodePoints(text, from), end: first + toCodePoints(text, to), quote: text.slice(from, to) };
  });
}

function startsAfter(range, passage) {
  const edge = document.createRange();
  edge.selectNode(passage);
  return range.compareBoundaryPoints(Range.START_TO_END, edge) <= 0;
}
