// The circle answers without this file: marks and rows are links. Here they open beside the picture, arrows walk them, and a mark
// can be dragged to another ring, which opens the same form that the rings beside it open.
const FAR_ENOUGH = 6;
const KEYS_OFF = "look-keys-off";
const calm = matchMedia("(prefers-reduced-motion: reduce)");
document.documentElement.classList.add("scripted");

const picture = () => document.querySelector("[data-circle]");
const side = () => document.getElementById("circle-side");
const nodes = () => [...document.querySelectorAll("[data-circle] [data-node]")];

function show(url) {
  return window.htmx.ajax("GET", url, { target: "#circle-side", swap: "outerHTML" });
}

function chosen() {
  return new URL(location.href).searchParams.get("account");
}

function addressOf(account, to) {
  const url = new URL(document.getElementById(`at-${account}`).href.baseVal, location.href);
  if (to) url.searchParams.set("to", to);
  return url.pathname + url.search;
}

// One mark is on the way of Tab, the arrows walk the others: a crowd of three hundred is no three hundred stops.
function settle() {
  const all = nodes();
  const current = document.getElementById(`at-${chosen()}`) ?? all[0];
  for (const node of all) node.setAttribute("tabindex", node === current ? "0" : "-1");
}

function walk(step) {
  const all = nodes();
  const here = all.findIndex((node) => node === document.activeElement);
  const from = here >= 0 ? here : all.findIndex((node) => node.dataset.node === chosen());
  const next = all[from < 0 ? 0 : (from + step + all.length) % all.length];
  for (const node of all) node.setAttribute("tabindex", node === next ? "0" : "-1");
  next?.focus({ preventScroll: false });
}

function move(key) {
  const focused = document.activeElement?.dataset?.node;
  if (focused && focused !== chosen()) {
    show(addressOf(focused)).then(() => side().querySelector(`[data-key="${key}"]`)?.click());
    return true;
  }
  const ring = side()?.querySelector(`[data-key="${key}"]`);
  ring?.click();
  return Boolean(ring);
}

function toTable() {
  const table = document.querySelector("[data-table]");
  const row = table?.querySelector("[data-row]");
  if (row) { row.focus(); return true; }
  const close = side()?.querySelector("[data-closes]");
  if (!close) return false;
  show(close.getAttribute("href")).then(() => document.querySelector("[data-table] [data-row]")?.focus());
  return true;
}

function typing(target) {
  return target.closest?.("input, textarea, select, [contenteditable], dialog[open]") !== null;
}

function press(event) {
  const onMark = event.target.closest?.("[data-circle]");
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key in steps && (onMark || event.target === document.body)) { walk(steps[event.key]); return true; }
  if (onMark && event.key === "Home") { nodes()[0]?.focus(); return true; }
  if (onMark && event.key === "End") { nodes().at(-1)?.focus(); return true; }
  if (localStorage.getItem(KEYS_OFF) || !picture()) return false;
  if (event.key === "i" || event.key === "o") return move(event.key);
  return event.key === "t" && toTable();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (press(event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.("a[data-node], a[data-side]");
  if (!link || !side() || !picture()) return;
  event.preventDefault();
  if (!link.closest("[data-circle]") || !dragged) show(link.href.baseVal ?? link.getAttribute("href"));
});

// What was typed as the reason stays when another ring is tried.
let typed = "";
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "circle-side") return;
  const reason = side()?.querySelector("textarea[name=reason]");
  typed = reason && event.detail.requestConfig?.verb === "get" ? reason.value : "";
  remember();
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "circle-side" && event.detail.elt?.id !== "circle-side") return;
  const reason = side()?.querySelector("textarea[name=reason]");
  if (reason) {
    if (typed && !reason.value) reason.value = typed;
    reason.focus({ preventScroll: true });
  }
  glide();
  settle();
  const top = side()?.getBoundingClientRect().top ?? 0;
  if (chosen() && (top < 0 || top > innerHeight - 160)) side().scrollIntoView({ block: "start" });
});

// A mark that was moved glides from where it stood.
let stood = new Map();
function remember() {
  stood = new Map(nodes().map((node) => [node.id, node.getAttribute("transform")]));
}

function glide() {
  if (calm.matches) return;
  for (const node of nodes()) {
    const before = stood.get(node.id), now = node.getAttribute("transform");
    if (before && before !== now) {
      const [x, y] = numbers(before), [toX, toY] = numbers(now);
      node.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: `translate(${toX}px, ${toY}px)` }], { duration: 240, easing: "ease-out" });
    }
  }
}

function numbers(transform) {
  return transform.match(/-?[\d.]+/g).map(Number);
}

// Dragging: the ring under the mark is where it would go. A mouse takes a mark along at once; a finger holds it first, because a finger
// that moves at once wants to scroll.
const HELD_MS = 280;
let dragged = false;
let carry = null;

function place(event) {
  const svg = picture();
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const distance = Math.hypot(at.x - 500, at.y - 500);
  const rings = [...svg.querySelectorAll("[data-stage]")];
  return { at, ring: rings.find((ring) => distance > Number(ring.dataset.inner) && distance <= ring.r.baseVal.value) };
}

document.addEventListener("pointerdown", (event) => {
  if (carry) return drop(false);
  dragged = false;
  const node = event.target.closest?.("[data-node]");
  if (!node || event.button || !event.isPrimary) return;
  carry = { node, x: event.clientX, y: event.clientY, mark: null, name: null, ring: null, held: null };
  if (event.pointerType === "touch") carry.held = setTimeout(lift, HELD_MS);
});

document.addEventListener("pointermove", (event) => {
  if (!carry) return;
  const moved = Math.hypot(event.clientX - carry.x, event.clientY - carry.y) >= FAR_ENOUGH;
  if (!dragged && !moved) return;
  if (!dragged && carry.held) return drop(false);
  if (!dragged) begin();
  carryTo(event);
});

// While a mark is lifted the page stays where it is. The browser asks before the first step of a scroll, never later.
document.addEventListener("touchmove", (event) => { if (carry?.mark && event.cancelable) event.preventDefault(); }, { passive: false });
document.addEventListener("contextmenu", (event) => { if (carry?.held) event.preventDefault(); });

function lift() {
  if (!carry) return;
  begin();
  carry.mark.classList.add("by-finger");
  carry.mark.setAttribute("r", 1.4 * Number(carry.mark.getAttribute("r")) + 20);
  navigator.vibrate?.(12);
  carryTo({ clientX: carry.x, clientY: carry.y });
}

function begin() {
  dragged = true;
  carry.node.classList.add("is-dragged");
  carry.mark = drawn("circle", "carried");
  carry.mark.setAttribute("r", carry.node.querySelector(".dot").getAttribute("r"));
  carry.name = drawn("text", "to-name");
}

function carryTo(event) {
  const { at, ring } = place(event);
  carry.mark.setAttribute("cx", at.x);
  carry.mark.setAttribute("cy", at.y);
  carry.name.setAttribute("x", Math.min(Math.max(at.x, 170), 830));
  carry.name.setAttribute("y", Math.max(40, at.y - Number(carry.mark.getAttribute("r")) - 24));
  if (ring === carry.ring) return;
  carry.ring?.classList.remove("is-over");
  ring?.classList.add("is-over");
  carry.ring = ring;
  carry.name.textContent = ring && ring.dataset.stage !== carry.node.dataset.stageOf ? ring.dataset.name : "";
}

function drawn(kind, look) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", kind);
  made.setAttribute("class", look);
  return document.getElementById("circle-marks").appendChild(made);
}

function drop(keep) {
  if (!carry) return;
  const { node, mark, name, ring, held } = carry;
  carry = null;
  clearTimeout(held);
  if (!dragged) return;
  node.classList.remove("is-dragged");
  ring?.classList.remove("is-over");
  mark.remove();
  name.remove();
  if (keep && ring && ring.dataset.stage !== node.dataset.stageOf) show(addressOf(node.dataset.node, ring.dataset.stage));
}

document.addEventListener("pointerup", () => drop(true));
document.addEventListener("pointercancel", () => drop(false));
document.addEventListener("dragstart", (event) => { if (event.target.closest?.("[data-node]")) event.preventDefault(); });

document.addEventListener("change", (event) => event.target.closest?.("[data-narrows]")?.requestSubmit());
settle();
