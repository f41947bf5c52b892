// Owns the page as a whole: which claim is open, the way from one to the next, and who answers which gesture.
// Everything here works without it too, one page at a time.

import * as caret from "./workbench-caret.js";
import * as drafts from "./workbench-drafts.js";
import { areOn, switchKeys, watchKeys } from "./workbench-keys.js";
import * as marking from "./workbench-marking.js";
import { card, parsed, place, send } from "./workbench-parts.js";
import { filled, say, words } from "./workbench-saying.js";
import { selectAll, toggleSelecting, watchSelecting } from "./workbench-several.js";
import { watchSources } from "./workbench-sources.js";
import * as text from "./workbench-text.js";

const main = document.getElementById("main");
const pane = document.getElementById("pane");
const byId = (id) => document.getElementById(id);
const rows = () => [...document.querySelectorAll("#rows > li:not([hidden])")];
const rowOf = (id) => byId(`row-${id}`);
const openId = () => main.dataset.open;
const sending = new WeakSet();
// The claim that is on its way; pressed quickly, a key counts on from there.
let aim = openId();
// Done when the card that was asked for, or that comes back from a form, is in its place.
let arrival = Promise.resolve();
const AT_CARD = new Set(["accept", "dismiss", "reword", "source", "note", "history", "rate", "nudge", "save-and-next"]);

// --- which claim is open ---------------------------------------------------------------------------

function open(id, options) {
  arrival = bring(id, options);
}

async function bring(id, { push = true, focus = false } = {}) {
  const link = rowOf(id)?.querySelector("a");
  if (!link) return;
  aim = id;
  pane.setAttribute("aria-busy", "true");
  try {
    const html = await card(link.href);
    if (aim !== id) return;
    show(parsed(html), id, link.href, push);
    if (focus) byId("statement").focus({ preventScroll: true });
  } catch {
    if (aim === id) location.assign(link.href); // The page itself says what is wrong, or asks to log in.
  } finally {
    if (aim === id) pane.removeAttribute("aria-busy");
  }
}

function show(found, id, address, push) {
  place(found);
  main.dataset.open = id;
  if (push) history.pushState({ id }, "", address);
  byId("pane-scroll").scrollTop = 0;
  marking.drop();
  refresh();
  text.scrollTo(id);
  rowOf(id)?.scrollIntoView({ block: "nearest" });
}

/** Brings list, marks and the bar of the pane in line with the open claim. */
function refresh() {
  const id = openId();
  for (const link of document.querySelectorAll("#rows a[aria-current]")) link.removeAttribute("aria-current");
  rowOf(id)?.querySelector("a").setAttribute("aria-current", "true");
  text.light(id, "is-open");
  const all = rows();
  const at = all.findIndex((row) => row.dataset.claim === id);
  if (at >= 0) byId("place").textContent = filled(words.place, { number: all[at].dataset.number });
  point("previous", at > 0 ? all[at - 1] : null);
  point("next", id ? all[at + 1] : all[0]);
  drafts.restore(pane);
  const ahead = all[at + 1]?.querySelector("a");
  if (id && ahead) setTimeout(() => openId() === id && card(ahead.href).catch(() => {}), 300);
}

function point(name, row) {
  const link = document.querySelector(`.pane__bar [data-do=${name}]`);
  if (row) {
    link.href = row.querySelector("a").href;
    link.removeAttribute("aria-disabled");
    link.removeAttribute("role");
  } else {
    link.removeAttribute("href");
    link.setAttribute("aria-disabled", "true");
    link.setAttribute("role", "link");
  }
}

function go(step) {
  const all = rows();
  const at = all.findIndex((row) => row.dataset.claim === aim);
  const row = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (row) open(row.dataset.claim);
  return true;
}

function goWaiting() {
  const all = rows();
  const at = all.findIndex((row) => row.dataset.claim === aim);
  const row = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((each) => "waiting" in each.dataset);
  if (row) open(row.dataset.claim);
  else say(words.noMore);
  return true;
}

// --- forms -----------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || !main.contains(form) || form.closest("dialog, [data-plain]")) return;
  event.preventDefault();
  if (sending.has(form)) return;
  arrival = deliver(form, event.submitter);
});

async function deliver(form, submitter) {
  sending.add(form);
  if (form.dataset.draft) drafts.keep(form);
  pane.setAttribute("aria-busy", "true");
  try {
    await settle(form, openId(), await send(form, submitter));
  } finally {
    sending.delete(form);
    pane.removeAttribute("aria-busy");
  }
}

/** `was` is the claim that was open when the form was sent. */
async function settle(form, was, { status, found }) {
  if (!found) {
    const isLoggedOut = status === 401 || status === 403;
    say(isLoggedOut ? words.loggedOut : words.failed, { stays: true });
    if (isLoggedOut) setTimeout(() => location.assign(location.href), 1_200);
    return;
  }
  const summary = form.closest("details")?.querySelector("summary");
  const [fold, key] = [form.closest("details")?.id, summary?.dataset.key];
  const answer = found.querySelector("[data-status]");
  if (status === 205) answer.dataset.address ? location.assign(answer.dataset.address) : location.reload();
  if (!found.querySelector("[data-part]")) {
    say(answer.dataset.said);
    return;
  }
  if (status !== 200) {
    main.dataset.open = aim = was;
    place(found);
    refresh();
    pointOut(form.id);
    return;
  }
  if (form.dataset.draft) drafts.forget(form);
  if (aim !== was) {
    // The reviewer has gone on meanwhile: their new card stays.
    found.querySelector(".claim-card")?.remove();
    place(found);
    refresh();
    say(answer.dataset.said);
    return;
  }
  place(found);
  marking.drop();
  main.dataset.open = aim = answer.dataset.open;
  if (was !== openId()) {
    history.pushState({ id: openId() }, "", answer.dataset.address + location.search);
    byId("pane-scroll").scrollTop = 0;
    text.scrollTo(openId());
    rowOf(openId())?.scrollIntoView({ block: "nearest" });
  }
  refresh();
  say(answer.dataset.said);
  const back = key && fold && was === openId() ? document.querySelector(`#${fold} > summary`) : null;
  (back ?? byId("statement")).focus({ preventScroll: !back });
}

/** Takes the reader to what is wrong. */
function pointOut(formId) {
  const root = (formId && byId(formId)) || pane;
  const wrong = root.querySelector("[aria-invalid=true]") ?? root.querySelector("[role=alert], .field__error");
  wrong?.closest("details")?.setAttribute("open", "");
  wrong?.scrollIntoView({ block: "center" });
  if (wrong && !wrong.matches("input, select, textarea")) wrong.tabIndex = -1;
  wrong?.focus({ preventScroll: true });
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.draft) drafts.keep(form);
});
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.dataset.draft) drafts.keep(form);
});

// --- mouse and touch -------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-do]");
  const row = event.target.closest("#rows a, #here-list a");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (control && act(control.dataset.do)) event.preventDefault();
  else if (row) {
    event.preventDefault();
    byId("here").close();
    open(row.closest("[data-claim]").dataset.claim, { focus: event.detail === 0 });
    if (location.hash === "#claims") location.hash = "text";
  } else if (event.target.closest(".text mark") && document.getSelection().isCollapsed) choose(event.target.closest("mark"));
});

/** Opens the one claim of a mark, or offers all of them. */
function choose(mark) {
  const ids = text.claimsAt(mark).filter((id) => rowOf(id));
  if (ids.length === 1) open(ids[0]);
  else if (ids.length > 1) offer(ids);
}

function offer(ids) {
  const list = byId("here-list");
  list.replaceChildren(
    ...ids.map((id) => {
      const item = document.createElement("li");
      item.dataset.claim = id;
      const link = document.createElement("a");
      const source = rowOf(id).querySelector("a");
      link.href = source.href;
      for (const name of [".row__words", ".row__foot"]) link.append(source.querySelector(name).cloneNode(true));
      item.append(link);
      return item;
    }),
  );
  byId("here").showModal();
  list.querySelector("a").focus();
}

for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => {
    const row = event.target.closest?.("#rows li");
    const mark = event.target.closest?.(".text mark");
    text.light(row?.dataset.claim, "is-lit");
    for (const lit of document.querySelectorAll("#rows .is-lit")) lit.classList.remove("is-lit");
    for (const id of mark ? text.claimsAt(mark) : []) rowOf(id)?.classList.add("is-lit");
  });
}

// --- keys ------------------------------------------------------------------------------------------

function unfold(id) {
  const fold = byId(id);
  if (!fold) return false;
  fold.open = true;
  (fold.querySelector("form :is(input:not([type=hidden]), textarea, select)") ?? fold.querySelector("summary")).focus();
  fold.scrollIntoView({ block: "nearest" });
  return true;
}

function press(selector) {
  const control = pane.querySelector(selector);
  control?.click();
  return Boolean(control);
}

function saveAndNext(target) {
  const typed = target.closest("form");
  const form = typed && pane.contains(typed) ? typed : byId("verdict-form");
  form?.requestSubmit(form.querySelector("button[name=then]") ?? form.querySelector("button:not([type=button])"));
  return Boolean(form);
}

function submit(id) {
  byId(id)?.requestSubmit();
  return Boolean(byId(id));
}

function rate(index) {
  const choice = document.querySelectorAll("#verdict-form [name=rating]")[index];
  if (!choice) return false;
  choice.click();
  choice.focus({ preventScroll: true });
  choice.scrollIntoView({ block: "nearest" });
  return true;
}

function escape(target) {
  if (document.querySelector("dialog[open]")) return false;
  const fold = target.closest(".pane details[open]");
  if (marking.hasPending()) marking.drop();
  else if (fold && fold.id !== "marking") {
    fold.open = false;
    fold.querySelector("summary").focus();
    return true;
  } else if (byId("marking")?.open) marking.drop();
  else if (caret.isOn() && target === text.pane()) caret.toggle();
  target.blur?.();
  if (caret.isOn()) text.pane().focus({ preventScroll: true });
  return true;
}

function here() {
  const mark = caret.markHere() ?? (caret.isOn() ? null : openId() && text.marksOf(openId())[0]);
  if (mark) choose(mark);
  else if (caret.isOn()) say(words.nothingHere);
  return Boolean(mark) || caret.isOn();
}

const chosen = () => (caret.fragments().length ? caret.fragments() : marking.selected());

const GESTURES = {
  next: () => go(1),
  previous: () => go(-1),
  "next-waiting": goWaiting,
  accept: () => press("form button[data-key=a]"),
  dismiss: () => unfold("dismissal-fold"),
  reword: () => unfold("wording-fold"),
  source: () => unfold("cite-fold"),
  note: () => unfold("note-fold"),
  history: () => unfold("history-fold"),
  "select-several": toggleSelecting,
  "select-all": selectAll,
  caret: () => (caret.toggle(openId()), true),
  find: () => (byId("find-claim").focus(), true),
  help: () => (byId("help").showModal(), true),
  rate: (index) => rate(index),
  nudge: ({ edge, way }) => (marking.nudge(openId(), edge, way), true),
  fragment: () => (marking.keepFragment(chosen()), caret.collapse(), true),
  "new-claim": () => marking.begin(chosen()),
  "move-here": () => (marking.move(openId(), chosen()), true),
  "drop-selection": () => (marking.drop(), drafts.forget(byId("mark-form")), true),
  enter: () => marking.confirmMove() || marking.begin(chosen()),
  here,
  undo: () => submit("undo-form"),
  redo: () => submit("redo-form"),
  escape: (_, event) => escape(event.target),
  move: (_, event) => caret.press(event),
  "save-and-next": (_, event) => saveAndNext(event.target),
};

function act(name, detail, event) {
  if (AT_CARD.has(name) && pane.hasAttribute("aria-busy")) {
    // Pressed ahead of the card: meant for the one that comes.
    arrival.then(() => act(name, detail, event));
    return true;
  }
  return Boolean(GESTURES[name]?.(detail, event));
}

watchKeys((name, detail, event) => (event ? act(name, detail, event) : act(name, undefined, detail)));

// What is asked for only when a fold is opened.
document.addEventListener(
  "toggle",
  async ({ target }) => {
    if (!target.open || !target.dataset.fetch) return;
    const response = await fetch(target.dataset.fetch, { headers: { "X-Parts": "1" } });
    if (response.ok && !response.redirected) {
      target.querySelector(".recent").replaceChildren(...parsed(await response.text()).children);
    }
  },
  true,
);

// --- the list --------------------------------------------------------------------------------------

byId("find-claim").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLocaleLowerCase();
  let count = 0;
  for (const row of document.querySelectorAll("#rows > li")) {
    row.hidden = !row.querySelector(".row__words").textContent.toLocaleLowerCase().includes(wanted);
    if (!row.hidden) count += 1;
  }
  byId("none-found").hidden = count > 0 || !wanted;
});

byId("find-claim").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const [first] = rows();
  if (first) open(first.dataset.claim, { focus: true });
});

byId("single-keys").checked = areOn();
byId("single-keys").addEventListener("change", (event) => {
  switchKeys(event.target.checked);
  if (!event.target.checked) say(words.keysOff);
});

addEventListener("popstate", (event) => {
  if (event.state?.id) open(event.state.id, { push: false });
  else if (location.pathname === new URL(main.dataset.address, location.href).pathname && !location.hash) location.reload();
});

history.replaceState({ id: openId() || null }, "");
watchSources();
watchSelecting();
marking.watchSelection();
refresh();
if (openId() && !location.hash) text.scrollTo(openId());
if (pane.querySelector("[aria-invalid=true], .conflict, .claim-card [role=alert]")) pointOut();
