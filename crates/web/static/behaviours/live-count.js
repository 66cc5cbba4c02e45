// Live count of long text: 还可以写 312 字. Counts characters as people do (one Chinese character, one emoji = 1),
// waits while an input method is composing, and tells a screen reader only after a pause.
const countCharacters = (text) => [...text.replace(/\r\n/g, "\n")].length;

for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const limit = Number(area.dataset.limit);
  const shown = document.getElementById(`${area.id}-limit`);
  if (!limit || !shown) continue;
  const spoken = document.createElement("p");
  spoken.className = "govuk-visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  shown.after(spoken);
  shown.setAttribute("aria-hidden", "true");
  let pause;
  const update = () => {
    const left = limit - countCharacters(area.value);
    const words = left >= 0 ? `还可以写 ${left} 字` : `多了 ${-left} 字，请删减`;
    shown.textContent = words;
    shown.classList.toggle("govuk-error-message", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => { spoken.textContent = words; }, 1000);
  };
  area.addEventListener("input", (event) => event.isComposing || update());
  area.addEventListener("compositionend", update);
  update();
}
