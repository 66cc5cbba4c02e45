// A file dragged onto the form goes into its field, as if it had been chosen there.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const hint = zone.querySelector(".gk-drop__hint");
  if (!input || !("DataTransfer" in window)) continue;
  if (hint) hint.hidden = false;
  const shows = (on) => zone.classList.toggle("gk-drop--on", on);
  zone.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    shows(true);
  });
  zone.addEventListener("dragleave", (event) => zone.contains(event.relatedTarget) || shows(false));
  zone.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    shows(false);
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    input.files = one.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
