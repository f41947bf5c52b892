// Owns filling the citation form from the page at its address, and telling while one types whether the passage
// stands in that page. Never writes over what was typed.

const FIELDS = ["title", "publisher", "published_on"];
const PAUSE = 600; // milliseconds after the last key
const ADDRESS = /^https?:\/\/[^\s/]+\.[^\s]+$|^https?:\/\/[^\s/]+:\d+\/\S*$/;
let waiting = null; // The controller of the look-up on its way.
let checking = null;
let timer = 0;
const asked = new WeakMap(); // form -> the address it was asked about last

export function watchFilling() {
  document.addEventListener("click", (event) => {
    const form = event.target.closest?.("#cite-form");
    if (!form) return;
    if (event.target.closest("[data-fill]")) fill(form, { isAsked: true });
    else if (event.target.closest("[data-fill-cancel]")) {
      waiting?.abort();
      busy(form, false);
      form.querySelector("[data-fill]").focus();
    }
  });
  document.addEventListener("change", (event) => {
    const form = formOf(event, "url");
    if (form) fill(form);
  });
  document.addEventListener("paste", (event) => {
    const form = formOf(event, "url");
    if (form) setTimeout(() => fill(form)); // The field holds it only afterwards.
  });
  document.addEventListener("taken", (event) => asked.set(event.target.form, event.target.value));
  document.addEventListener("input", (event) => {
    const form = formOf(event, "quote");
    if (form) checkSoon(form);
  });
}

function formOf(event, name) {
  const field = event.target;
  return field.name === name && field.form?.id === "cite-form" ? field.form : null;
}

/** Asks for the page's facts; by itself only once an address, and only while the title is still empty. */
async function fill(form, { isAsked = false } = {}) {
  const url = form.elements.url.value.trim();
  const place = form.querySelector("[data-filled]");
  if (!form.dataset.lookup || !place) return;
  if (isAsked && !url) {
    tell(form, [place.dataset.empty]);
    form.elements.url.focus();
    return;
  }
  if (!isAsked && (asked.get(form) === url || form.elements.title.value || !ADDRESS.test(url))) return;
  asked.set(form, url);
  waiting?.abort();
  waiting = new AbortController();
  const { signal } = waiting;
  busy(form, true);
  try {
    const body = new FormData();
    body.set("url", url);
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const response = await fetch(form.dataset.lookup, { method: "POST", body, headers, signal });
    if (!response.ok || response.redirected) throw new Error("failed");
    if (form.isConnected) show(form, await response.json());
  } catch {
    if (!signal.aborted) tell(form, [place.dataset.failed], true);
    else if (waiting?.signal === signal) tell(form, []);
  } finally {
    if (waiting?.signal === signal) busy(form, false);
  }
}

function show(form, { found = [], problem = "" }) {
  const lines = found.map(({ name, value, filled, kept }) => {
    const field = form.elements[name];
    if (!FIELDS.includes(name) || field.value === value) return "";
    if (field.value.trim()) return kept;
    field.value = value;
    return filled;
  });
  const said = lines.filter(Boolean);
  const place = form.querySelector("[data-filled]");
  if (!found.length && !problem) said.push(place.dataset.nothing);
  tell(form, problem ? [...said, problem] : said, Boolean(problem));
  form.elements.title.dispatchEvent(new Event("change", { bubbles: true })); // Kept as a draft.
  checkSoon(form);
}

function tell(form, lines, isProblem = false) {
  const place = form.querySelector("[data-filled]");
  place.classList.toggle("filled--problem", isProblem);
  place.replaceChildren(
    ...lines.map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }),
  );
}

function busy(form, isBusy) {
  const waits = form.querySelector("[data-filling]");
  // The button stays where it is: the focus may be on it, and what is typed next must not become a key of the page.
  if (!isBusy && waits.contains(document.activeElement)) form.querySelector("[data-fill]").focus();
  waits.hidden = !isBusy;
  if (isBusy) tell(form, []);
}

function checkSoon(form) {
  clearTimeout(timer);
  timer = setTimeout(() => check(form), PAUSE);
}

async function check(form) {
  const place = form.querySelector("[data-check-result]");
  const [url, quote] = [form.elements.url.value.trim(), form.elements.quote.value];
  checking?.abort();
  checking = new AbortController();
  if (!url || !quote.trim()) {
    place.replaceChildren();
    return;
  }
  const body = new FormData();
  body.set("url", url);
  body.set("quote", quote);
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  try {
    const response = await fetch(form.dataset.check, { method: "POST", body, headers, signal: checking.signal });
    if (!response.ok || response.redirected) return;
    const html = await response.text();
    place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.children);
  } catch {
    // It is only a help; citing tells it for certain.
  }
}
