// Owns offering the project's sources while an address or a title is typed in the citation form.

import { watchCopies } from "./workbench-copies.js";
import { watchFilling } from "./workbench-filling.js";

const PAUSE = 180; // milliseconds after the last key
let timer = 0;
let asked = 0;

const listOf = (form) => form.querySelector("#offers");
const buttons = (list) => [...list.querySelectorAll("button")];

export function watchSources() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("#cite-form");
    if (!form || !["url", "title"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => offer(form, event.target.value.trim()), PAUSE);
  });
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("#offers button");
    if (choice) take(choice);
  });
  // Before the page's own keys, for escape would close the whole form.
  document.addEventListener("keydown", walk, true);
  document.addEventListener("focusout", (event) => {
    const list = event.target.closest?.("#cite-form")?.querySelector("#offers");
    const to = event.relatedTarget;
    if (list && to && !list.contains(to) && !["url", "title"].includes(to.name)) hide(list);
  });
  watchFilling();
  watchCopies();
}

async function offer(form, typed) {
  const list = listOf(form);
  const turn = ++asked;
  const address = new URL(form.dataset.offers, location.href);
  address.searchParams.set("q", typed);
  let sources = [];
  try {
    const response = typed ? await fetch(address) : null;
    if (response?.ok && !response.redirected) ({ sources } = await response.json());
  } catch {
    sources = []; // It is only an offer.
  }
  if (turn !== asked || !form.isConnected) return; // What came late answers what is typed no more.
  const exact = sources.length === 1 && sources[0].url === typed && !sources[0].said;
  list.replaceChildren(...(exact ? [] : sources.map(choiceFor)));
  list.hidden = !list.childElementCount;
}

function choiceFor(source) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  Object.assign(button.dataset, source);
  button.append(line("bdi", source.title), line("small", source.url));
  if (source.said) button.append(line("strong", source.said));
  item.append(button);
  return item;
}

function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function take(choice) {
  const form = choice.closest("form");
  for (const name of ["url", "title", "publisher", "published_on"]) form.elements[name].value = choice.dataset[name];
  hide(listOf(form));
  form.elements.url.dispatchEvent(new CustomEvent("taken", { bubbles: true }));
  form.elements.url.dispatchEvent(new Event("input", { bubbles: true })); // Kept as a draft, as what is typed is.
  clearTimeout(timer);
  form.querySelector("[name=stance]").focus();
}

function walk(event) {
  const list = event.target.closest?.("#cite-form")?.querySelector("#offers");
  if (!list || list.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = buttons(list);
  const at = all.indexOf(event.target);
  const isTyping = ["url", "title"].includes(event.target.name);
  if (at < 0 && !isTyping) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) (all[at + step] ?? (step < 0 ? list.closest("form").elements.url : all.at(-1))).focus();
  else if (event.key === "Escape") {
    hide(list);
    list.closest("form").elements.url.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function hide(list) {
  asked += 1;
  list.hidden = true;
}
