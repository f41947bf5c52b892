// Owns which claim is open, its place in list, text and bar, and the way from one to the next.

import * as drafts from "./workbench-drafts.js";
import * as handles from "./workbench-handles.js";
import * as marking from "./workbench-marking.js";
import { card, parsed, place } from "./workbench-parts.js";
import { filled, hush, say, words } from "./workbench-saying.js";
import * as text from "./workbench-text.js";

const AHEAD = 150; // milliseconds until the next cards are read ahead
const main = document.getElementById("main");
export const pane = document.getElementById("pane");
const byId = (id) => document.getElementById(id);
export const rows = () => [...document.querySelectorAll("#rows > li:not([hidden])")];
export const rowOf = (id) => byId(`row-${id}`);
export const openId = () => main.dataset.open;

// The claim that is on its way; pressed quickly, a key counts on from there.
let aim = openId();
// Done when the card that was asked for, or that comes back from a form, is in its place.
let arrival = Promise.resolve();

export const isAimedAt = (id) => aim === id;
export const arrived = () => arrival;

/** What is under way now, after which keys that mean the next card are answered. */
export function expect(promise) {
  arrival = promise;
}

export function open(id, options) {
  arrival = bring(id, options);
}

async function bring(id, { push = true, focus = false } = {}) {
  const link = rowOf(id)?.querySelector("a");
  if (!link) return;
  aim = id;
  pane.setAttribute("aria-busy", "true");
  try {
    const html = await card(id, link.href);
    if (aim !== id) return;
    place(parsed(html));
    stand(id, push ? link.href : "");
    if (focus) byId("statement").focus({ preventScroll: true });
  } catch {
    if (aim === id) location.assign(link.href); // The page itself says what is wrong, or asks to log in.
  } finally {
    if (aim === id) pane.removeAttribute("aria-busy");
  }
}

/** The card in the pane is this claim's now; `address`, when it is another page's, goes into the browser's history. */
export function stand(id, address = "") {
  const isAnother = openId() !== id;
  if (isAnother) hush();
  main.dataset.open = aim = id;
  marking.resume(id);
  if (address) history.pushState({ id }, "", address);
  if (isAnother || address) {
    byId("pane-scroll").scrollTop = 0;
    text.scrollTo(id);
    rowOf(id)?.scrollIntoView({ block: "nearest" });
  }
  refresh();
}

/** Brings list, marks, handles and the bar of the pane in line with the open claim. */
export function refresh() {
  const id = openId();
  for (const link of document.querySelectorAll("#rows a[aria-current]")) link.removeAttribute("aria-current");
  rowOf(id)?.querySelector("a").setAttribute("aria-current", "true");
  text.light(id, "is-open");
  const all = rows();
  const at = all.findIndex((row) => row.dataset.claim === id);
  if (at >= 0) byId("place").textContent = filled(words.place, { number: all[at].dataset.number });
  point("previous", at > 0 ? all[at - 1] : null);
  point("next", id ? all[at + 1] : all[0]);
  showFilter();
  drafts.restore(pane);
  handles.show(id);
  document.dispatchEvent(new CustomEvent("claims-changed"));
  readAhead(id, [all[at + 1], waitingAfter(all, at)]);
}

/** The filters stand on one line; the one that is on is never outside it. */
function showFilter() {
  const filters = byId("filters");
  const on = filters.querySelector("[aria-current]");
  if (on) filters.scrollLeft = on.offsetLeft + on.offsetWidth / 2 - filters.clientWidth / 2;
}

/** Where "next" and "save and next" lead from here is there before it is asked for. */
function readAhead(id, rows) {
  const ahead = new Set(rows.filter(Boolean));
  if (!id) return;
  setTimeout(() => {
    if (openId() !== id) return;
    for (const row of ahead) card(row.dataset.claim, row.querySelector("a").href).catch(() => {});
  }, AHEAD);
}

const waitingAfter = (all, at) => [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find((row) => "waiting" in row.dataset);

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

/** The claim so many places on in the list. */
export function go(step) {
  const all = rows();
  const at = all.findIndex((row) => row.dataset.claim === aim);
  const row = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (row) open(row.dataset.claim);
  return true;
}

/** The next claim (`step` 1) or the one before (-1) whose row has a mark, from the other end again; says when none. */
export function goMarked(mark, step, none) {
  const all = step > 0 ? rows() : rows().reverse();
  const at = all.findIndex((row) => row.dataset.claim === aim);
  const row = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find((each) => mark in each.dataset);
  if (!row) say(none);
  else {
    open(row.dataset.claim);
    const clash = row.querySelector(".clash");
    if (mark === "conflict" && clash) say(`${filled(words.place, { number: row.dataset.number })}: ${clash.textContent}`);
  }
  return true;
}

addEventListener("popstate", (event) => {
  if (event.state?.id) open(event.state.id, { push: false });
  else if (location.pathname === new URL(main.dataset.address, location.href).pathname && !location.hash) location.reload();
});
history.replaceState({ id: openId() || null }, "");
