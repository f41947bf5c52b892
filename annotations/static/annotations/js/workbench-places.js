// Owns the places in the text that notes point at: put into the note's form, shown there, and lit when a note's link
// is followed. Reads the text's nodes, never changes one.

import { filled, say, words } from "./workbench-saying.js";
import * as text from "./workbench-text.js";

const form = () => document.getElementById("note-form");

/** Points the note that is being written at the first of these fragments. Whether there was one, and a form. */
export function point(fragments) {
  const [place] = fragments;
  if (!place || !form()) return false;
  form().elements.fragments.value = JSON.stringify([place]);
  show();
  form().closest("details").open = true;
  form().elements.text.focus();
  form().scrollIntoView({ block: "nearest" });
  form().dispatchEvent(new Event("change", { bubbles: true }));
  light([place]);
  say(filled(words.placed, { quote: place.quote }), { quietly: true });
  return true;
}

export function drop() {
  if (!form()) return false;
  form().elements.fragments.value = "";
  show();
  light([]);
  form().elements.text.focus();
  return true;
}

export function watchPlaces() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.place-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (follow(link)) event.preventDefault();
  });
  // A draft that was put back may hold a place.
  document.addEventListener("toggle", ({ target }) => target.id === "note-fold" && target.open && show(), true);
  document.addEventListener("pointerdown", (event) => event.target.closest?.(".place-link, #note-form") || light([]));
}

/** What the form points at, in words; nothing for a place that cannot be read. */
function show() {
  const shown = form()?.querySelector("[data-place]");
  if (!shown) return;
  let quote = "";
  try {
    quote = JSON.parse(form().elements.fragments.value)[0].quote;
  } catch {
    quote = "";
  }
  shown.querySelector("q").textContent = quote;
  shown.hidden = !quote;
}

function follow(link) {
  const place = { start: Number(link.dataset.start), end: Number(link.dataset.end) };
  const [range] = text.rangesOf([place]);
  if (!range) return false;
  light([place]);
  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
  text.pane().focus({ preventScroll: true });
  return true;
}

function light(places) {
  if (!globalThis.CSS?.highlights) return;
  if (places.length) CSS.highlights.set("place", new Highlight(...text.rangesOf(places)));
  else CSS.highlights.delete("place");
}
