// Owns offering the project's tags and people while somebody types. A field says with data-completes what it takes:
// "tags" (with commas between), "people" (one user name) or "mentions" (a name after @ anywhere in the text).

import { filled, say, words } from "./workbench-saying.js";

const MOST = 8; // offers shown at once
const address = document.getElementById("main").dataset.completions;
// What stands before the caret and is being typed: group 1 is the beginning of a name.
const TYPED = { tags: /(?:^|[,;])\s*([^,;]*)$/, people: /^\s*@?(.*)$/, mentions: /(?:^|[^\w.@+-])@([\w.@+-]*)$/u };
const OPENERS = { tags: "", people: "", mentions: "@" };
const CLOSERS = { tags: ", ", people: "", mentions: " " };

let known = null;
let field = null;
let list = null;
let at = -1;

export function watchCompleting() {
  document.addEventListener("input", ({ target }) => target.dataset?.completes && offer(target));
  document.addEventListener("focusin", ({ target }) => target.dataset?.completes === "tags" && offer(target));
  document.addEventListener("focusout", ({ target }) => target === field && close());
  // Before anybody else hears of the key: here it chooses.
  document.addEventListener("keydown", press, true);
}

async function offer(target) {
  const kind = target.dataset.completes;
  const typed = TYPED[kind].exec(target.value.slice(0, target.selectionStart))?.[1];
  if (typed === undefined) return close();
  const all = await load();
  if (document.activeElement !== target) return undefined;
  const offers = fitting(all, kind, typed, target.value);
  if (!offers.length) return close();
  return show(target, offers);
}

/** Read once a page; nothing without a connection, for it is only an offer. */
function load() {
  known ??= fetch(address)
    .then((response) => (response.ok && !response.redirected ? response.json() : Promise.reject(new Error("refused"))))
    .catch(() => {
      known = null;
      return { tags: [], people: [] };
    });
  return known;
}

function fitting({ tags, people }, kind, typed, whole) {
  const begun = typed.trim().toLocaleLowerCase();
  const taken = kind === "tags" ? new Set(whole.split(/[,;]/).map((each) => each.trim().toLocaleLowerCase())) : new Set();
  const rows = kind === "tags" ? tags : people.filter((each) => kind === "mentions" || each.reviews);
  const fits = ({ value, name }) =>
    value.toLocaleLowerCase().startsWith(begun) || ` ${name.toLocaleLowerCase()}`.includes(` ${begun}`);
  const found = rows.filter((each) => fits(each) && !taken.has(each.value.toLocaleLowerCase()));
  return found.length === 1 && found[0].value === typed ? [] : found.slice(0, MOST);
}

function show(target, offers) {
  if (field && field !== target) close();
  field = target;
  list ??= makeList();
  list.replaceChildren(...offers.map(optionFor));
  target.after(list);
  list.style.insetBlockStart = `${target.offsetTop + target.offsetHeight + 2}px`;
  list.hidden = false;
  target.setAttribute("aria-controls", list.id);
  target.setAttribute("aria-autocomplete", "list");
  mark(target.dataset.completes === "tags" ? -1 : 0);
  say(filled(words.offered, { number: offers.length }), { quietly: true });
}

function makeList() {
  const made = document.createElement("ul");
  made.id = "completions";
  made.className = "completions";
  made.setAttribute("role", "listbox");
  made.setAttribute("aria-label", document.getElementById("main").dataset.offers);
  // The field keeps the focus, or the list would be gone before the click. It is chosen by the click and not before:
  // the rest of a tap would reach what lies beneath.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) take(option);
  });
  return made;
}

function optionFor({ value, name }, index) {
  const option = document.createElement("li");
  option.id = `completion-${index}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.value = value;
  const shown = document.createElement("bdi");
  shown.textContent = name;
  option.append(shown);
  if (name !== value) {
    const detail = document.createElement("small");
    detail.textContent = value;
    option.append(detail);
  }
  return option;
}

function mark(index) {
  const options = [...list.children];
  at = index < 0 ? -1 : (index + options.length) % options.length;
  for (const [number, option] of options.entries()) option.setAttribute("aria-selected", String(number === at));
  if (at < 0) field.removeAttribute("aria-activedescendant");
  else {
    field.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }
}

function press(event) {
  if (!field || event.target !== field || list.hidden || event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const takes = ["Enter", "Tab"].includes(event.key) && at >= 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!step && !takes && event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  if (step) mark(at < 0 && step < 0 ? list.children.length - 1 : at + step);
  else if (takes) take(list.children[at]);
  else close();
}

/** Puts the name in the place of what was typed of it. */
function take(option) {
  const target = field;
  const kind = target.dataset.completes;
  const caret = target.selectionStart;
  const typed = TYPED[kind].exec(target.value.slice(0, caret))?.[1] ?? "";
  const start = caret - typed.length - OPENERS[kind].length;
  target.setRangeText(OPENERS[kind] + option.dataset.value + CLOSERS[kind], start, caret, "end");
  close();
  target.dispatchEvent(new Event("change", { bubbles: true }));
}

function close() {
  if (!field) return;
  for (const name of ["aria-controls", "aria-activedescendant"]) field.removeAttribute(name);
  list.hidden = true;
  list.remove();
  field = null;
}
