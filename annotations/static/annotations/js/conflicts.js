// Owns choosing between one's own words and somebody else's, field by field, where both changed the same thing.

export function watchConflicts() {
  document.addEventListener("click", ({ target }) => {
    const control = target.closest?.("[data-take]");
    if (control) take(control);
  });
}

/** Takes one side of a conflict into the field that it is about. */
function take(control) {
  const form = control.closest("form") ?? document.getElementById(control.closest("[data-about]")?.dataset.about);
  const { field, value } = control.dataset;
  for (const each of form.querySelectorAll(`[name="${CSS.escape(field)}"]`)) {
    if (each.type === "radio") each.checked = each.value === value;
    else if (each.type === "checkbox") each.checked = value === "True";
    else each.value = value;
    each.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const each of control.parentElement.querySelectorAll("[data-take]")) {
    each.setAttribute("aria-pressed", String(each === control));
  }
}
