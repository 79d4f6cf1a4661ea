// A toast stays eight seconds, and as long as it is hovered or focused; `z` takes back the newest.
const STAY = 8000;
const region = document.getElementById("toasts");

function start(toast) {
  let timer;
  const wait = () => { clearTimeout(timer); timer = setTimeout(leave, STAY); };
  const hold = () => clearTimeout(timer);
  const leave = () => { if (!toast.matches(":hover, :focus-within")) toast.remove(); };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("pointerleave", wait);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("focusout", wait);
  wait();
}

function undoLast() {
  const buttons = region.querySelectorAll("[data-toast-undo]");
  buttons[buttons.length - 1]?.closest("form").requestSubmit();
}

function sayOnce(name) {
  // Once is enough: what polls would say it every two seconds.
  const template = document.getElementById(name);
  if (template && !region.querySelector(`[data-said="${name}"]`)) region.append(template.content.cloneNode(true));
}

new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) if (node.matches?.("[data-toast]")) start(node);
  }
}).observe(region, { childList: true });

// What came with the page is put in again, since a live region speaks of changes only.
region.replaceChildren(...region.querySelectorAll("[data-toast]"));

document.addEventListener("look:undo", undoLast);
document.body.addEventListener("htmx:sendError", () => sayOnce("toast-lost"));
document.body.addEventListener("htmx:responseError", () => sayOnce("toast-failed"));
