// Owns the panels of a bar that changes several claims: they open into their first field, close by Escape and by a
// click elsewhere, and Enter in a field means the button beside it, never the first one of the bar.

const FIRST = "input:not([type=hidden]), select, button";

export function watchMenus(form) {
  form.addEventListener("toggle", ({ target }) => target.open && target.querySelector(FIRST)?.focus(), true);
  form.addEventListener("keydown", (event) => {
    const panel = event.target.closest(".bulk__menu");
    if (event.key !== "Enter" || event.defaultPrevented || !panel || event.target.matches("button, summary")) return;
    event.preventDefault();
    form.requestSubmit(panel.querySelector("button[name=gesture]"));
  });
  form.addEventListener("keydown", (event) => {
    const panel = event.target.closest(".bulk__menu[open]");
    if (event.key !== "Escape" || event.defaultPrevented || !panel) return;
    event.preventDefault();
    panel.open = false;
    panel.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    for (const panel of form.querySelectorAll(".bulk__menu[open]")) if (!panel.contains(event.target)) panel.open = false;
  });
}
