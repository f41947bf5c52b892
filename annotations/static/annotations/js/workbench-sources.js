// Owns offering the project's sources while an address or a title is typed in the citation form.

const PAUSE = 180; // milliseconds after the last key
let timer = 0;

export function watchSources() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("#cite-form");
    if (!form || !["url", "title"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => offer(form, event.target.value), PAUSE);
  });
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("#offers button");
    if (choice) take(choice);
  });
}

async function offer(form, typed) {
  const list = form.querySelector("#offers");
  const address = new URL(form.dataset.offers, location.href);
  address.searchParams.set("q", typed);
  let sources = [];
  try {
    const response = await fetch(address);
    if (typed.trim() && response.ok && !response.redirected) ({ sources } = await response.json());
  } catch {
    sources = []; // It is only an offer.
  }
  const exact = sources.length === 1 && sources[0].url === typed;
  list.replaceChildren(...(exact ? [] : sources.map(choiceFor)));
  list.hidden = !list.childElementCount;
}

function choiceFor(source) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const title = document.createElement("bdi");
  const detail = document.createElement("small");
  button.type = "button";
  Object.assign(button.dataset, source);
  title.textContent = source.title;
  detail.textContent = source.url;
  button.append(title, detail);
  item.append(button);
  return item;
}

function take(choice) {
  const form = choice.closest("form");
  for (const name of ["url", "title", "publisher"]) form.elements[name].value = choice.dataset[name];
  form.querySelector("#offers").hidden = true;
  form.elements.url.dispatchEvent(new Event("change", { bubbles: true }));
  form.querySelector("[name=stance]").focus();
}
