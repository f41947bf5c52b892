// Owns asking the server: cards to read and forms to send, and putting what comes back in its place on the page.
// Sends a form once; without a connection it waits and sends the same form, with the same key, again.

import { say, words } from "./workbench-saying.js";

const CARD_LIFE = 30_000; // milliseconds that a card read ahead stays good
const RETRY = 4_000; // milliseconds between tries without a connection
const PARTS = { "X-Parts": "1" };
const cards = new Map();

/** The card of a claim as HTML; read ahead when it was asked for before. */
export function card(address) {
  const known = cards.get(address);
  if (known && performance.now() - known.at < CARD_LIFE) return known.html;
  const html = fetch(address, { headers: PARTS }).then(async (response) => {
    if (!response.ok || response.redirected) throw new Error(response.redirected ? "logged out" : "failed");
    return response.text();
  });
  html.catch(() => cards.delete(address));
  cards.set(address, { html, at: performance.now() });
  return html;
}

/** Sends a form. Resolves to what came back: its status and, unless it went wrong, the parts in it. */
export async function send(form, submitter) {
  const data = new FormData(form, submitter);
  const address = new URL(form.action);
  address.search = location.search;
  cards.clear();
  const response = await persistently(() => fetch(address, { method: "POST", headers: PARTS, body: data }));
  if (response.redirected) return { status: 401 };
  const found = parsed(await response.text());
  const answer = found.querySelector("[data-status]");
  return answer ? { status: Number(answer.dataset.status), found } : { status: response.status };
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

async function persistently(attempt) {
  for (;;) {
    try {
      return await attempt();
    } catch {
      say(words.offline, { stays: true });
      await new Promise((done) => {
        setTimeout(done, RETRY);
        addEventListener("online", done, { once: true });
      });
    }
  }
}

function insertRow(row) {
  const [start, end] = row.dataset.order.split(" ").map(Number);
  const next = [...document.querySelectorAll("#rows > li")].find((other) => {
    const [from, to] = other.dataset.order.split(" ").map(Number);
    return from > start || (from === start && to > end);
  });
  document.getElementById("rows").insertBefore(row, next ?? null);
}
