// Copy a number: a button beside case number, query code or draft code. It is shown only where the browser can copy,
// and says beside itself that it did.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const said = document.createElement("span");
    said.setAttribute("aria-live", "polite");
    said.className = "gk-second";
    button.after(" ", said);
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        said.textContent = "已复制";
      } catch {
        said.textContent = "没有复制成功，请选中号码后复制";
      }
    });
  }
}
