// The desk only: keys, a warning before the session ends, and the focus after htmx has put in new content.

// --- Keys: / to the search field, j and k walk the worklist, ? lists them. Switched off in this browser at /desk/me/keys.
const OFF = "gongkai-keys-off";
let keysOff = false;
try {
  keysOff = localStorage.getItem(OFF) === "1";
} catch {
  // Storage is forbidden: the keys stay on, and the switch is not offered.
}

const walk = (step) => {
  const links = [...document.querySelectorAll(".gk-work__title a")];
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, here + step));
  links[next].focus();
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    const open = event.target.closest?.("details[open]");
    if (open && !open.classList.contains("gk-why")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    return;
  }
  if (keysOff || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  if (event.key === "/") {
    const search = document.querySelector(".gk-bar__search input");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  } else if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "?") location.assign("/desk/me/keys");
});

const keysSwitch = document.querySelector("[data-keys-switch]");
if (keysSwitch) {
  const said = document.querySelector("[data-keys-said]");
  const name = () => { keysSwitch.textContent = keysOff ? "启用快捷键" : "关掉快捷键"; };
  name();
  keysSwitch.hidden = false;
  keysSwitch.addEventListener("click", () => {
    try {
      if (keysOff) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch {
      said.textContent = "浏览器不让保存这个选择，没有改动。";
      return;
    }
    keysOff = !keysOff;
    name();
    said.textContent = keysOff ? "快捷键已关掉，只在这个浏览器里。" : "快捷键已启用。";
  });
}

// --- Two minutes before the session ends for want of use: a warning, and one button to go on. Another window in which
// somebody works keeps this one alive too.
const area = () => document.getElementById("main");
const idle = Number(area()?.dataset.idle) * 1000;
const others = "BroadcastChannel" in window ? new BroadcastChannel("gongkai-desk") : null;
let warning;
let soon;
let over;

const warn = () => {
  warning = document.createElement("div");
  warning.className = "gk-notice gk-notice--warn";
  warning.setAttribute("role", "alert");
  const what = document.createElement("p");
  what.className = "gk-notice__what";
  what.textContent = "再过 2 分钟没有操作，会自动退出";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = "继续办理";
  button.addEventListener("click", async () => {
    try {
      const answer = await fetch("/desk/me/stay", { redirect: "manual" });
      if (answer.status === 204) {
        area().focus({ preventScroll: true });
        here();
        return;
      }
    } catch {
      // Told below, as when the session has ended.
    }
    end();
  });
  warning.append(what, button);
  area().prepend(warning);
};

const end = () => {
  if (!warning?.isConnected) warn();
  warning.querySelector("p").textContent = "已自动退出。没有提交的内容还在这一页：照常提交，重新登录后接着办";
  warning.querySelector("button")?.remove();
};

const begin = () => {
  clearTimeout(soon);
  clearTimeout(over);
  warning?.remove();
  soon = setTimeout(warn, idle - 120_000);
  over = setTimeout(end, idle);
};

const here = () => {
  if (!(idle > 120_000)) return;
  begin();
  others?.postMessage("here");
};
here();
others?.addEventListener("message", begin);

// --- After htmx has put in new content the focus goes to its first mistake or heading; what it could not fetch the browser
// opens itself, and then tells why.
document.addEventListener("htmx:after:swap", () => {
  here();
  const goal = document.querySelector("#main .govuk-error-summary, #main [data-focus], #main h1");
  if (!goal) return;
  if (!goal.hasAttribute("tabindex")) goal.setAttribute("tabindex", "-1");
  goal.focus();
});

document.addEventListener("htmx:error", (event) => {
  const { request } = event.detail?.ctx ?? {};
  if (request?.method === "GET" && request.action) location.assign(request.action);
});
