// Owns forms that have not reached the server: kept on this device with the key that makes them count once, shown as
// not sent, and sent by the next page when this one is closed before the line is back.

import { filled, words } from "./workbench-saying.js";

const NAME = `factcheck.outbox.${document.getElementById("main").dataset.person}`;

/** Keeps a form. `entry` is {key, address, claim, draft, fields}; fields are pairs of name and value. */
export function keep(entry) {
  write([...read().filter((each) => each.key !== entry.key), entry]);
}

export function forget(key) {
  write(read().filter((each) => each.key !== key));
}

export const waiting = () => read();

/** Says how many forms are not sent; nothing when there are none. */
export function show() {
  const place = document.getElementById("outbox");
  const count = read().length;
  place.hidden = !count;
  const told = count ? filled(words.unsent, { number: count }) : "";
  const sentence = place.querySelector("span");
  if (sentence.textContent !== told) sentence.textContent = told;
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "[]");
  } catch {
    return [];
  }
}

function write(entries) {
  try {
    if (entries.length) localStorage.setItem(NAME, JSON.stringify(entries));
    else localStorage.removeItem(NAME);
  } catch {
    // The device keeps nothing; then the form waits on this page alone.
  }
  show();
}
