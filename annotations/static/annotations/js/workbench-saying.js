// Owns what the page says: to everybody in a line at the foot, to screen readers in a live region.

export const words = JSON.parse(document.getElementById("workbench-words").textContent);

let timer = 0;

/** Fills `%(name)s` in a sentence. */
export const filled = (sentence, values) => sentence.replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");

/** What the page said when it came is over: something else is said, or looked at. */
export const hush = () => document.getElementById("messages").replaceChildren();

/** Says a sentence; it goes after a while unless it `stays`. */
export function say(sentence, { stays = false, quietly = false } = {}) {
  const region = document.getElementById("said");
  if (sentence && !quietly) hush();
  region.classList.toggle("visually-hidden", quietly || !sentence);
  region.classList.toggle("said", !quietly && Boolean(sentence));
  region.textContent = sentence;
  clearTimeout(timer);
  if (!stays && sentence) timer = setTimeout(() => say(""), quietly ? 8_000 : 3_500);
}
