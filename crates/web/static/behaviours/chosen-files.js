// Lists the files chosen before they are sent, with their size, and says at once when one is too big.
const sizeInWords = (bytes) => bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

for (const input of document.querySelectorAll("input[type=file]")) {
  const list = document.createElement("ul");
  list.className = "gk-chosen";
  list.setAttribute("aria-live", "polite");
  list.setAttribute("aria-label", "已选择的文件");
  input.after(list);
  const largest = Number(input.dataset.largest) || Infinity;
  input.addEventListener("change", () => {
    list.replaceChildren(...[...input.files].map((file) => {
      const item = document.createElement("li");
      const over = file.size > largest;
      item.textContent = `${file.name}（${sizeInWords(file.size)}）${over ? `，超过 ${sizeInWords(largest)}，请换小一些的文件` : ""}`;
      if (over) item.className = "govuk-error-message";
      return item;
    }));
  });
}
