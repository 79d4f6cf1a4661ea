// The map answers without this file: cells are links to pages. Here they open beside the map, arrows walk them, and a figure judges one.
const KEYS_OFF = "look-keys-off";
const LEVELS = { 1: "not", 2: "partly", 3: "well", 0: "none" };
const wide = matchMedia("(min-width: 1100px)");
const map = () => document.querySelector("[data-life]");
const rows = () => [...map().tBodies[0].rows].map((row) => [...row.querySelectorAll("[data-fit]")]);

// One cell is on the way of Tab, the arrows walk the others.
function settle(current) {
  for (const cell of rows().flat()) cell.setAttribute("tabindex", cell === current ? "0" : "-1");
}

function place(cell) {
  const all = rows();
  const row = all.findIndex((cells) => cells.includes(cell));
  return [all, row, row < 0 ? -1 : all[row].indexOf(cell)];
}

function walk(cell, down, along) {
  const [all, row, column] = place(cell);
  const to = all[Math.min(all.length - 1, Math.max(0, row + down))];
  const next = to[Math.min(to.length - 1, Math.max(0, column + along))];
  settle(next);
  next.focus();
}

async function judge(cell, level) {
  const id = cell.id;
  const values = { level, base: cell.dataset.base, quick: "1" };
  await window.htmx.ajax("POST", cell.getAttribute("href"), { target: "body", swap: "none", values });
  const anew = document.getElementById(id);
  if (anew) { settle(anew); anew.focus(); }
}

function open(cell) {
  for (const one of rows().flat()) one.removeAttribute("aria-current");
  cell.setAttribute("aria-current", "true");
  return window.htmx.ajax("GET", cell.getAttribute("href"), { target: "#fit-side", swap: "outerHTML" });
}

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("[data-fit]");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  if (event.key in steps) walk(cell, ...steps[event.key]);
  else if (event.key in LEVELS && !localStorage.getItem(KEYS_OFF) && map().hasAttribute("data-may")) judge(cell, LEVELS[event.key]);
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const cell = event.target.closest?.("[data-fit]");
  if (!cell || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  settle(cell);
  open(cell);
});

if (map()) settle(rows().flat()[0]);
