// Choosing by keys: j and k walk the boxes, x chooses, shift chooses all between; a button with data-key is pressed by its letter.
// Everything works without this file by mouse and Tab; letters can be switched off (WCAG 2.1.4), as all letters of the house.
const KEYS_OFF = "look-keys-off";
// What a row stands for: its heading's link in a list, its only link in the tree of jobs.
const OPENS = "h2 a, .row-main a";
const boxes = () => [...document.querySelectorAll("[data-choosing] input[type=checkbox]")];
let anchor = null;

function here() {
  return boxes().indexOf(document.activeElement);
}

function walk(step) {
  const all = boxes();
  if (!all.length) return false;
  const from = here();
  const next = all[from < 0 ? 0 : Math.min(Math.max(from + step, 0), all.length - 1)];
  next.focus({ preventScroll: true });
  next.closest("li").scrollIntoView({ block: "nearest" });
  return true;
}

function choose(box, range) {
  const all = boxes();
  if (range && anchor && all.includes(anchor)) {
    const [first, last] = [all.indexOf(anchor), all.indexOf(box)].sort((a, b) => a - b);
    for (const one of all.slice(first, last + 1)) one.checked = box.checked;
  }
  anchor = box;
  count();
}

function toggle(range) {
  const box = boxes()[Math.max(here(), 0)];
  if (!box) return false;
  box.focus();
  box.checked = !box.checked;
  choose(box, range);
  return true;
}

function count() {
  const chosen = boxes().filter((one) => one.checked);
  for (const place of document.querySelectorAll("[data-chosen-count]")) {
    const noun = place.dataset.chosenCount;
    place.textContent = `${chosen.length} ${noun}${chosen.length === 1 ? "" : "s"} chosen`;
  }
  // What was chosen stands first in the list of needs that can keep its name.
  const into = document.querySelector("[data-into]");
  if (!into) return;
  const names = new Set(chosen.map((one) => one.value));
  for (const option of into.options) option.hidden = chosen.length > 1 && option.value !== "" && !names.has(option.value);
  if (chosen.length > 1) into.value = chosen[0].value;
}

function press(key, shift) {
  switch (key) {
    case "j": return walk(1);
    case "k": return walk(-1);
    case "x": case "X": return toggle(shift);
    case "u": document.dispatchEvent(new CustomEvent("look:undo")); return true;
    case "o": { const link = document.activeElement?.closest("li")?.querySelector(OPENS); link?.click(); return Boolean(link); }
    default: break;
  }
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!button) return false;
  // On one that is not chosen yet the letter means this one.
  const box = boxes()[here()];
  if (button.closest("[data-bar]") && box && !boxes().some((one) => one.checked)) { box.checked = true; choose(box, false); }
  if (!button.checkVisibility()) return false;
  button.click();
  return true;
}

function typing(target) {
  return target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]") !== null;
}

// After g comes the letter of another page.
let goesUntil = 0;
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (localStorage.getItem(KEYS_OFF)) return;
  const goes = performance.now() < goesUntil;
  goesUntil = event.key === "g" ? performance.now() + 1500 : 0;
  if (goes || event.key === "g") return;
  if (press(event.key, event.shiftKey)) event.preventDefault();
  else if (event.key === "Escape" && boxes().some((one) => one.checked)) clear();
});

// Enter presses the button of the dialog that one types in, and on a box it opens what the box stands for: never the form's first button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || event.target.localName !== "input") return;
  const box = event.target.matches("[data-choosing] input[type=checkbox]");
  const button = event.target.closest("dialog")?.querySelector(".button-main[form]");
  if (!box && !button) return;
  event.preventDefault();
  if (button) button.click();
  else event.target.closest("li").querySelector(OPENS)?.click();
});

function clear() {
  for (const one of boxes()) one.checked = false;
  count();
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-clears]")) clear();
  if (event.target.matches?.("[data-choosing] input[type=checkbox]")) choose(event.target, event.shiftKey);
});
// A shift-click on a label marks its text; here it means the range.
document.addEventListener("mousedown", (event) => { if (event.shiftKey && event.target.closest?.("[data-choosing] label")) event.preventDefault(); });
count();
