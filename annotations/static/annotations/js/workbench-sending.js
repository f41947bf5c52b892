// Owns the page's forms: each sent once, and whatever comes of it shown in its place or beside what was typed.

import * as drafts from "./workbench-drafts.js";
import * as marking from "./workbench-marking.js";
import { expect, isAimedAt, openId, pane, refresh, stand } from "./workbench-opening.js";
import { place, send } from "./workbench-parts.js";
import { say, words } from "./workbench-saying.js";

const LOGIN = 1_200; // milliseconds to read that one is logged out
const SLOW = 4_000; // milliseconds after which waiting is said
const main = document.getElementById("main");
const byId = (id) => document.getElementById(id);
const sending = new WeakSet();
const saved = new WeakSet();

export function watchForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || !main.contains(form) || form.closest("dialog")) return;
    if (sending.has(form)) {
      event.preventDefault();
      return;
    }
    if (form.closest("[data-plain]")) {
      sending.add(form);
      return;
    }
    event.preventDefault();
    expect(deliver(form, event.submitter));
  });
  // A page that the browser brings back as it was has sent nothing yet.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  for (const name of ["input", "change"]) document.addEventListener(name, keepDraft);
}

function keepDraft({ target: { form }, type }) {
  if (!form?.dataset.draft) return;
  // A field that has the focus says "change" once more when its saved form is taken off the page.
  if (type === "input") saved.delete(form);
  if (!saved.has(form)) drafts.keep(form);
}

async function deliver(form, submitter) {
  sending.add(form);
  if (form.dataset.draft) drafts.keep(form);
  pane.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => say(words.slow, { stays: true }), SLOW);
  const free = () => {
    clearTimeout(slow);
    pane.removeAttribute("aria-busy");
  };
  try {
    await settle(form, openId(), await send(form, submitter, free));
  } finally {
    sending.delete(form);
    free();
  }
}

/** `was` is the claim that was open when the form was sent. */
async function settle(form, was, { status, found }) {
  if (!found) {
    refuse(status);
    return;
  }
  const answer = found.querySelector("[data-status]");
  if (status === 205) answer.dataset.address ? location.assign(answer.dataset.address) : location.reload();
  if (!found.querySelector("[data-part]")) {
    say(answer.dataset.said);
    return;
  }
  if (status !== 200) {
    place(found);
    stand(was);
    pointOut(form.id);
    return;
  }
  saved.add(form);
  if (form.dataset.draft) drafts.forget(form);
  if (form.id === "span-form") marking.drop();
  if (!isAimedAt(was)) {
    // The reviewer has gone on meanwhile: their new card stays.
    found.querySelector(".claim-card")?.remove();
    place(found);
    refresh();
    say(answer.dataset.said);
    return;
  }
  place(found);
  const now = answer.dataset.open;
  stand(now, was === now ? "" : answer.dataset.address + location.search);
  const isUnmoved = Boolean(marking.proposed(now));
  say(isUnmoved ? `${answer.dataset.said} ${words.unmoved}` : answer.dataset.said, { stays: isUnmoved });
  const next = was === now ? following(form, isUnmoved) : null;
  (next ?? byId("statement")).focus({ preventScroll: !next });
}

/** Where one goes on after a form: what it says itself, its fold, or the item it stood in; null when all are gone. */
function following(form, isUnmoved) {
  const item = form.closest(".item[id]")?.id;
  const fold = form.closest("details[id]")?.id;
  const ways = [isUnmoved && "#span-form button", form.dataset.next, fold && `#${fold} > summary`, item && `#${item}`];
  const found = ways.filter(Boolean).flatMap((way) => [...document.querySelectorAll(way)])[0];
  if (found && !found.matches("a, button, summary, input, textarea, select")) found.tabIndex = -1;
  return found ?? null;
}

function refuse(status) {
  const isLoggedOut = status === 401 || status === 403;
  say(isLoggedOut ? words.loggedOut : words.failed, { stays: true });
  if (isLoggedOut) setTimeout(() => location.assign(location.href), LOGIN);
}

/** Takes the reader to what is wrong. */
export function pointOut(formId) {
  const root = (formId && byId(formId)) || pane;
  const wrong = root.querySelector("[aria-invalid=true]") ?? root.querySelector("[role=alert], .field__error");
  wrong?.closest("details")?.setAttribute("open", "");
  wrong?.scrollIntoView({ block: "center" });
  if (wrong && !wrong.matches("input, select, textarea")) wrong.tabIndex = -1;
  wrong?.focus({ preventScroll: true });
}
