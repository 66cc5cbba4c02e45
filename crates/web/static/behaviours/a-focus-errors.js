// Scripts run, so parts that only help with scripts may show; then, if the page came back with mistakes, the
// summary that lists them gets the focus, and its links put the cursor into the field, not only near it.
document.documentElement.classList.add("js");

const summary = document.querySelector(".govuk-error-summary");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const caption = field.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    (caption ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}
