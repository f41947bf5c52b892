// Owns pressing a key on the page of one's keys: the field takes the key's name, and says at once whose it is.

import { isModifier, namesOf } from "./key-names.js";

const keys = JSON.parse(document.getElementById("workbench-keys").textContent);
const region = document.getElementById("key-said");
// With these one moves through the page and sends the form.
const LEFT_ALONE = new Set(["Tab", "Shift+Tab", "Enter", "Escape"]);

for (const field of document.querySelectorAll("[data-key-of]")) {
  field.addEventListener("keydown", (event) => {
    const [name] = namesOf(event);
    if (isModifier(event) || event.isComposing || LEFT_ALONE.has(name)) return;
    event.preventDefault();
    field.value = name;
    const taken = keys.find((key) => key.key === name && key.name !== field.dataset.keyOf);
    field.classList.toggle("is-taken", Boolean(taken));
    const sentence = taken ? region.dataset.taken : region.dataset.pressed;
    region.textContent = sentence.replace("%(what)s", taken?.words).replace("%(key)s", name);
    hint(field, taken ? region.textContent : "");
  });
  field.addEventListener("focus", () => field.select());
}

function hint(field, words) {
  const row = field.closest("li");
  let place = row.querySelector(".keys__taken");
  if (!place && words) {
    place = document.createElement("p");
    place.className = "keys__taken";
    place.id = `taken-${field.dataset.keyOf}`;
    row.append(place);
  }
  if (place) place.textContent = words;
  if (words) field.setAttribute("aria-describedby", place.id);
}
