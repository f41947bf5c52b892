// Owns who answers which gesture. Everything here works without it too, one page at a time.

import { ahead } from "./workbench-ahead.js";
import { watchBeyond } from "./workbench-beyond.js";
import * as caret from "./workbench-caret.js";
import { escape, press, rate, saveAndNext, submit, unfold, watchCard } from "./workbench-card.js";
import { watchCompleting } from "./workbench-completing.js";
import * as drafts from "./workbench-drafts.js";
import { watchHandles } from "./workbench-handles.js";
import { watchKeys } from "./workbench-keys.js";
import { watchList } from "./workbench-list.js";
import * as marking from "./workbench-marking.js";
import { arrived, go, goMarked, openId, pane, refresh } from "./workbench-opening.js";
import * as outbox from "./workbench-outbox.js";
import { raise, watchOverlay } from "./workbench-overlay.js";
import { openPalette } from "./workbench-palette.js";
import { sendWaiting } from "./workbench-parts.js";
import * as places from "./workbench-places.js";
import { choose, watchPointing } from "./workbench-pointing.js";
import { say, words } from "./workbench-saying.js";
import { pointOut, watchForms } from "./workbench-sending.js";
import { selectAll, toggleSelecting, watchSelecting } from "./workbench-several.js";
import { watchSources } from "./workbench-sources.js";
import * as text from "./workbench-text.js";
import { watchTold } from "./workbench-told.js";

const main = document.getElementById("main");
const byId = (id) => document.getElementById(id);
const chosen = () => (caret.fragments().length ? caret.fragments() : marking.selected());

/** A gesture that is there when the page has what it `needs`, and then does `run`. */
const at = (needs, run) => ({ needs, run: () => run(needs) });
const always = (run) => ({ run });
const onCard = (needs, run) => ({ ...at(needs, run), isOnCard: true });
const follow = (selector) => document.querySelector(selector)?.click() ?? true;
const nudge = (edge, way) => ({ needs: "#span-form", isOnCard: true, run: () => (marking.nudge(openId(), edge, way), true) });

const GESTURES = {
  next: always(() => go(1)),
  previous: always(() => go(-1)),
  "next-waiting": always(() => goMarked("waiting", 1, words.noMore)),
  "next-conflict": always(() => goMarked("conflict", 1, words.noConflict)),
  "previous-conflict": always(() => goMarked("conflict", -1, words.noConflict)),
  "next-article": always(() => (location.assign(main.dataset.nextArticle), true)),
  "previous-article": always(() => (location.assign(main.dataset.previousArticle), true)),
  find: always(() => (byId("find-claim").focus(), true)),
  filter: always(() => ((document.querySelector("#filters a[aria-current]") ?? document.querySelector("#filters a")).focus(), true)),
  "select-several": at("#several", toggleSelecting),
  "select-all": always(selectAll),
  accept: onCard(".pane form button[data-key=a]", press),
  dismiss: onCard("#dismissal-fold", unfold),
  reword: onCard("#wording-fold", unfold),
  source: onCard("#cite-fold", unfold),
  note: { ...onCard("#note-fold"), run: () => places.point(chosen()) || unfold("#note-fold") },
  "drop-place": always(places.drop),
  tag: onCard("#tag-fold", unfold),
  assign: { ...onCard("#assignment"), run: () => press("#assignment button[data-key=m]") || unfold("#assign-fold") },
  ruling: onCard("#ruling-fold, #correction-fold", unfold),
  history: onCard("#history-fold", unfold),
  elsewhere: onCard("#elsewhere-fold", unfold),
  split: onCard(".pane a[data-gesture=split]", follow),
  merge: onCard(".pane a[data-gesture=merge]", follow),
  "save-and-next": { isOnCard: true, run: (_, event) => saveAndNext(event?.target) },
  caret: always(() => (caret.toggle(openId()), true)),
  fragment: at("#marking", () => (marking.keepFragment(chosen()), caret.collapse(), true)),
  "nudge-start-left": nudge("start", -1),
  "nudge-start-right": nudge("start", 1),
  "nudge-end-left": nudge("end", -1),
  "nudge-end-right": nudge("end", 1),
  undo: at("#undo-form", submit),
  redo: at("#redo-form", submit),
  help: always(() => raise(byId("help"))),
  palette: always(() => openPalette(isThere, act)),
  // What no key of the list does: buttons, and keys that nobody changes.
  rate: { isOnCard: true, run: (index) => rate(index) },
  "new-claim": always(() => marking.begin(chosen())),
  "move-here": always(() => (marking.move(openId(), chosen()), true)),
  "drop-selection": always(() => (marking.drop(), drafts.forget(byId("mark-form")), true)),
  exact: always(() => (marking.unsnap(), true)),
  enter: always(() => marking.confirmMove() || marking.begin(chosen())),
  here: always(here),
  escape: always((_, event) => escape(event?.target)),
  move: always((_, event) => caret.press(event)),
  "send-now": always(() => dispatchEvent(new Event("send-now"))),
};

const isThere = (name) => Boolean(GESTURES[name]) && (!GESTURES[name].needs || Boolean(document.querySelector(GESTURES[name].needs)));

function act(name, detail, event) {
  const gesture = GESTURES[name];
  if (!gesture) return false;
  if (gesture.isOnCard && pane.hasAttribute("aria-busy")) {
    // Pressed ahead of the card: meant for the one that comes.
    ahead(arrived(), () => act(name, detail, event));
    return true;
  }
  return isThere(name) && Boolean(gesture.run(detail, event));
}

function here() {
  const mark = caret.markHere() ?? (caret.isOn() ? null : openId() && text.marksOf(openId())[0]);
  if (mark) choose(mark);
  else if (caret.isOn()) say(words.nothingHere);
  return Boolean(mark) || caret.isOn();
}

watchOverlay();
watchKeys(act);
watchPointing(act);
watchForms();
watchCard();
watchList();
watchSources();
watchCompleting();
places.watchPlaces();
watchSelecting();
watchTold();
marking.watchSelection();
watchHandles();
watchBeyond();
refresh();
if (openId() && !location.hash) text.scrollTo(openId());
if (pane.querySelector("[aria-invalid=true], .conflict, .claim-card [role=alert]")) pointOut();
outbox.show();
sendWaiting().then((changed) => changed && refresh());
