// Owns asking the server: cards to read and forms to send, and putting what comes back in its place on the page.
// Sends a form once; without a connection it waits and sends the same form, with the same key, again.

import * as drafts from "./workbench-drafts.js";
import * as outbox from "./workbench-outbox.js";
import { filled, say, words } from "./workbench-saying.js";

const CARD_LIFE = 30_000; // milliseconds that a card read ahead stays good
const RETRY = 4_000; // milliseconds between tries without a connection
const PARTS = { "X-Parts": "1" };
// The server, or what stands before it, is away for a moment.
const AWAY = new Set([502, 503, 504]);
const cards = new Map();
const sending = new Set();

/** The card of a claim, which stands at `address`, as HTML; read ahead when it was asked for before. */
export function card(claim, address) {
  const known = cards.get(address);
  if (known && performance.now() - known.at < CARD_LIFE) return known.html;
  const html = fetch(address, { headers: PARTS }).then(async (response) => {
    if (!response.ok || response.redirected) throw new Error(response.redirected ? "logged out" : "failed");
    return response.text();
  });
  const asked = { claim, html, at: performance.now() };
  cards.set(address, asked);
  html.then(
    (text) => {
      asked.text = text;
    },
    () => cards.delete(address),
  );
  return html;
}

/** The cards that have come and are still good: claim -> HTML. */
function inHand() {
  const good = [...cards.values()].filter((each) => each.text && performance.now() - each.at < CARD_LIFE);
  return new Map(good.map(({ claim, text }) => [claim, text]));
}

/**
 * Sends a form. Resolves to what came back: its status and, unless it went wrong, the parts in it.
 * `onWait` is called when it has to wait for the connection.
 */
export async function send(form, submitter, onWait) {
  const data = new FormData(form, submitter);
  if (!data.get("key")) data.set("key", newKey());
  const address = new URL(form.action);
  address.search = location.search;
  const claim = form.closest("[data-claim]")?.dataset.claim ?? "";
  const draft = form.dataset.draft ? drafts.nameOf(form) : "";
  const hand = data.has("then") ? inHand() : new Map();
  cards.clear();
  const entry = { key: data.get("key"), address: address.href, claim, draft, fields: fieldsOf(data) };
  return withCard(await read(await persistently(entry, onWait, [...hand.keys()])), hand);
}

/** The answer leaves out the next card when it was told that it is here already. */
function withCard(answer, hand) {
  const html = hand.get(answer.found?.querySelector("[data-status]").dataset.open);
  if (html && !answer.found.querySelector(".claim-card")) answer.found.prepend(parsed(html).querySelector(".claim-card"));
  return answer;
}

/** Sends what an earlier page could not, one after the other. Whether anything on this page changed. */
export async function sendWaiting() {
  let changed = false;
  for (const entry of outbox.waiting()) {
    if (sending.has(entry.key)) continue;
    const { status, found } = await read(await persistently(entry));
    const isDone = status === 200 || status === 205;
    if (status === 401) {
      outbox.keep(entry);
      return changed;
    }
    if (isDone && entry.draft) drafts.forgetNamed(entry.draft);
    if (isDone && found.querySelector("[data-part]")) {
      found.querySelector(`.claim-card:not([data-claim="${CSS.escape(document.getElementById("main").dataset.open)}"])`)?.remove();
      place(found);
      changed = true;
    }
    const number = document.getElementById(`row-${entry.claim}`)?.dataset.number ?? "";
    say(filled(isDone ? words.sentLate : words.refusedLate, { number }), { stays: !isDone });
  }
  return changed;
}

/** Puts every part in the place of the element with its id; a row that is new finds its place in the list. */
export function place(found) {
  for (const part of [...found.querySelectorAll("[data-part]")]) {
    if (part.parentElement.closest("[data-part]")) continue;
    const old = document.getElementById(part.id);
    if (old) old.replaceWith(part);
    else if (part.matches("li[data-claim]")) insertRow(part);
  }
}

export const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

async function read(response) {
  if (response.redirected) return { status: 401 };
  const found = parsed(await response.text());
  const answer = found.querySelector("[data-status]");
  return answer ? { status: Number(answer.dataset.status), found } : { status: response.status };
}

async function persistently(entry, onWait, hand = []) {
  sending.add(entry.key);
  for (;;) {
    const response = await attempt(entry, hand);
    if (response) {
      sending.delete(entry.key);
      outbox.forget(entry.key);
      return response;
    }
    outbox.keep(entry);
    hand = []; // They grow old while it waits.
    onWait?.();
    say(words.offline);
    await pause();
  }
}

/** The answer, null while nobody answers. */
async function attempt({ address, fields }, hand) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  // The page's own token: that of an earlier page may be of another session.
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    const response = await fetch(address, { method: "POST", headers: { ...PARTS, "X-Cards": hand.join(" ") }, body });
    return AWAY.has(response.status) ? null : response;
  } catch {
    return null;
  }
}

function pause() {
  return new Promise((done) => {
    setTimeout(done, RETRY);
    for (const name of ["online", "send-now"]) addEventListener(name, done, { once: true });
  });
}

const fieldsOf = (data) => [...data].filter(([, value]) => typeof value === "string");

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function insertRow(row) {
  const [start, end] = row.dataset.order.split(" ").map(Number);
  const next = [...document.querySelectorAll("#rows > li")].find((other) => {
    const [from, to] = other.dataset.order.split(" ").map(Number);
    return from > start || (from === start && to > end);
  });
  document.getElementById("rows").insertBefore(row, next ?? null);
}
