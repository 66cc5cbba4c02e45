// The desk only: / goes to the search field, j and k walk the worklist, and after htmx has put in new content the focus
// goes to its heading or first mistake. Keys can be switched off with data-keys="off" on <html>.
const rows = () => [...document.querySelectorAll(".gk-work__title a")];

const walk = (step) => {
  const links = rows();
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, here + step));
  links[next].focus();
};

document.addEventListener("keydown", (event) => {
  if (document.documentElement.dataset.keys === "off") return;
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    const open = event.target.closest?.("details[open]");
    if (open && !open.classList.contains("gk-why")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    return;
  }
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  if (event.key === "/") {
    const search = document.querySelector(".gk-bar__search input");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  } else if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
});

document.addEventListener("htmx:after:swap", (event) => {
  const place = event.detail?.ctx?.target ?? event.target;
  const goal = place?.querySelector?.(".govuk-error-summary, [data-focus], h1, h2");
  if (!goal) return;
  if (!goal.hasAttribute("tabindex")) goal.setAttribute("tabindex", "-1");
  goal.focus();
});
