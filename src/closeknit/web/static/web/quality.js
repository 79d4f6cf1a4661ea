// Digits choose what a sentence is, Enter keeps it, t says that one cannot tell, b goes back. Everything works without this file by Tab,
// space and Enter; letters can be switched off, as all letters of the house (WCAG 2.1.4).
const OFF = "look-keys-off";

function typing(target) {
  return target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (event.key === "Enter") {
    // On a link or a button Enter is theirs; anywhere else, boxes too, it keeps the answer.
    if (event.target.closest?.("a, button, summary")) return;
    document.querySelector('[data-key="Enter"]')?.click();
    event.preventDefault();
    return;
  }
  if (localStorage.getItem(OFF)) return;
  const box = /^[0-9]$/.test(event.key) ? document.querySelector(`[data-digit="${event.key}"]`) : null;
  const act = box ?? document.querySelector(`.check [data-key="${CSS.escape(event.key)}"]`);
  if (!act) return;
  act.click();
  event.preventDefault();
});
