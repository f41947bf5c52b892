// Owns the key that leads to the search box: the page's own one, or the page on which the project is searched.

const isTyping = (target) => target.closest("input, select, textarea, [contenteditable], dialog");

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event.target) || document.documentElement.dataset.keys === "off") return;
  const link = document.querySelector("[data-find]");
  if (!link || document.body.classList.contains("has-workbench")) return;
  event.preventDefault();
  const box = document.querySelector("main [role=search] input[type=search]");
  if (box) box.select();
  else location.assign(link.href);
});
