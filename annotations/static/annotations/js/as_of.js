// Owns the page of a past moment: the slider tells each moment as it passes and shows the one it stops at, and links
// to other moments and claims change the page in its place. Without a script the same page is a form with links.

import { pane, rangesOf } from "./workbench-text.js";

const SHOWN_AFTER = 220; // milliseconds that the slider rests before its moment is fetched
const ASKED_AFTER = 90; // milliseconds before moments that are not known yet are asked for

const form = document.getElementById("moments-form");
const told = Number(form.dataset.told); // moments that the server tells at once
const range = document.getElementById("moments-range");
const bubble = document.getElementById("moments-bubble");
const said = document.getElementById("said");
const first = JSON.parse(document.getElementById("moment-labels").textContent);
const labels = new Map();
const asked = new Set();
const timers = {};
let under;

/** Remembers `[when, who did what]` of some moments; the first of them has the number `first`. */
function learn({ first, labels: more }) {
  more.forEach((label, index) => labels.set(first + index, label));
}

function later(name, wait, work) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(work, wait);
}

/** Words for a moment; its number alone until the server has told more. */
function words(number) {
  const known = labels.get(number);
  if (known) return { when: known[0], what: known[1], text: `${known[0]}: ${known[1]}` };
  const unknown = form.dataset.unknown.replace("%(number)s", number).replace("%(last)s", range.max);
  return { when: unknown, what: "", text: unknown };
}

async function learnAbout(number) {
  const from = Math.max(1, number - (number % told));
  if (asked.has(from)) return;
  asked.add(from);
  try {
    const response = await fetch(`${form.dataset.labels}?from=${from}`);
    if (!response.ok || response.redirected) throw new Error("failed");
    learn(await response.json());
    if (!bubble.hidden || document.activeElement === range) tell(Number(range.value));
  } catch {
    asked.delete(from);
  }
}

/** Says at the slider which moment it stands on. */
function tell(number) {
  const { when, what, text } = words(number);
  range.setAttribute("aria-valuetext", text);
  bubble.replaceChildren(element("strong", when), element("span", what));
  const share = range.max > 1 ? (number - 1) / (range.max - 1) : 1;
  bubble.style.setProperty("--share", share);
  document.querySelector(".moments__past")?.setAttribute("width", String(1000 * share));
  if (!labels.has(number)) later("ask", ASKED_AFTER, () => learnAbout(number));
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** Shows another moment or claim in this page's place. Falls back to opening its address. */
async function show(address, { keeps = true } = {}) {
  under?.abort();
  under = new AbortController();
  document.getElementById("main").setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { signal: under.signal });
    if (!response.ok || response.redirected) throw new Error("failed");
    place(new DOMParser().parseFromString(await response.text(), "text/html"));
    if (keeps) history.pushState(null, "", address);
  } catch (error) {
    if (error.name === "AbortError") return;
    location.assign(address);
  }
}

/** Puts each part of the fetched page in the place of its like; what had the focus, or its place, keeps it. */
function place(page) {
  const focused = document.activeElement?.id;
  const before = Number(document.getElementById("moment").dataset.number);
  const scrolled = ["text", "pane"].map((id) => document.getElementById(id)?.scrollTop ?? 0);
  const listed = document.querySelector(".claims__scroll").scrollTop;
  learn(JSON.parse(page.getElementById("moment-labels").textContent));
  for (const part of [...page.querySelectorAll("main [data-part]")]) {
    if (!part.parentElement.closest("[data-part]")) document.getElementById(part.id)?.replaceWith(part);
  }
  const main = document.getElementById("main");
  main.className = page.getElementById("main").className;
  main.dataset.open = page.getElementById("main").dataset.open;
  main.removeAttribute("aria-busy");
  document.title = page.title;
  document.getElementById("text").scrollTop = scrolled[0];
  document.querySelector(".claims__scroll").scrollTop = listed;
  const number = Number(document.getElementById("moment").dataset.number);
  range.value = number;
  keepOpen();
  tell(number);
  light();
  if (focused) document.getElementById(focused)?.focus();
  if (number !== before) said.textContent = words(number).text;
  else document.getElementById("statement")?.focus();
}

/** The slider's and the calendar's forms keep the open claim open. */
function keepOpen() {
  const open = document.getElementById("main").dataset.open;
  for (const kept of document.querySelectorAll(".moments form")) {
    let field = kept.querySelector("[name=claim]");
    if (!open) field?.remove();
    else if (field) field.value = open;
    else {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "claim", value: open });
      kept.append(field);
    }
  }
}

const addressOf = (number) => {
  const open = document.getElementById("main").dataset.open;
  return form.dataset.page.replace("/0/", `/${number}/`) + (open ? `?claim=${open}` : "");
};

/** Marks of the open claim stand out in the text. */
function light() {
  const open = document.getElementById("main").dataset.open;
  for (const mark of document.querySelectorAll(".text mark"))
    mark.classList.toggle("is-open", Boolean(open) && mark.dataset.claims.split(" ").includes(open));
}

/** Shows the words in the text that a note points at. Whether they are there. */
function pointAt(link) {
  const [range] = rangesOf([{ start: Number(link.dataset.start), end: Number(link.dataset.end) }]);
  if (!range) return false;
  globalThis.CSS?.highlights?.set("place", new Highlight(range));
  range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
  pane().focus({ preventScroll: true });
  return true;
}

learn(first);
light();

range.addEventListener("input", () => {
  bubble.hidden = false;
  tell(Number(range.value));
});
range.addEventListener("change", () => later("show", SHOWN_AFTER, () => show(addressOf(range.value))));
for (const event of ["pointerdown", "focus"]) {
  range.addEventListener(event, () => {
    bubble.hidden = false;
    tell(Number(range.value));
  });
}
range.addEventListener("blur", () => {
  bubble.hidden = true;
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(addressOf(range.value));
});

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("a[data-go]");
  const mark = event.target.closest(".text mark");
  const pointer = event.target.closest("a.place-link");
  if (pointer) {
    if (pointAt(pointer)) event.preventDefault();
  } else if (link) {
    event.preventDefault();
    show(link.href.replace(/#.*/, ""));
  } else if (mark && !String(getSelection())) {
    show(`?claim=${mark.dataset.claims.split(" ").at(-1)}`);
  }
});
addEventListener("popstate", () => show(location.href, { keeps: false }));
