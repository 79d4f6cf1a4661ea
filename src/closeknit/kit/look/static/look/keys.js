// Single letters act only outside fields, without a modifier, and never inside an open dialog, and they can be
// switched off (WCAG 2.1.4), since dictation types them. `?` lists them; `?` and Escape stay on.
const WAIT_AFTER_G = 1500;
const OFF = "look-keys-off";
let goUntil = 0;

function typing(target) {
  return target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open]") !== null;
}

function go(letter) {
  const link = document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
  if (link) window.location.assign(link.href);
  return Boolean(link);
}

function focusSearch() {
  const fields = [...document.querySelectorAll("[data-search]")];
  const field = fields.find((one) => one.checkVisibility());
  if (field) { field.focus(); field.select(); return true; }
  const sheet = document.getElementById("more");
  sheet?.showPopover?.();
  sheet?.querySelector("[data-search]")?.focus();
  return Boolean(sheet);
}

function act(key) {
  if (localStorage.getItem(OFF) && !["?", "Escape"].includes(key)) return false;
  if (performance.now() < goUntil) { goUntil = 0; return go(key); }
  switch (key) {
    case "g": goUntil = performance.now() + WAIT_AFTER_G; return false;
    case "/": return focusSearch();
    case "c": document.dispatchEvent(new CustomEvent("look:capture")); return true;
    case "z": document.dispatchEvent(new CustomEvent("look:undo")); return true;
    case "?": document.dispatchEvent(new CustomEvent("look:open", { detail: "keys" })); return true;
    case "Escape": document.querySelector("[data-closes]")?.click(); return false;
    default: return false;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (act(event.key)) event.preventDefault();
});

const off = document.querySelector("[data-keys-off]");
if (off) {
  off.checked = Boolean(localStorage.getItem(OFF));
  off.addEventListener("change", () => { off.checked ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF); });
}
