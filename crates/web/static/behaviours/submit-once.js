// Guard against double clicks: the second press of a button that is already sending does nothing. The server's
// idempotency key protects the act itself; this only saves a second answer. Coming back with the back button frees the form.
const sending = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post" || form.target || event.defaultPrevented || form.hasAttribute("hx-post")) return;
  sending.add(form);
});

addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => sending.delete(form)));
