// Any button with data-opens="<id>" opens that dialog, and so does the event look:open. The focus goes to its first field, or to
// the dialog itself, so that the way out is not the first thing said; a click on the backdrop closes it. Without this file the
// same buttons open it as a popover (popovertarget): that holds no focus, so with script it is taken over here.
function show(dialog) {
  if (!dialog || dialog.open) return;
  // It may have been opened as a popover before this file was there.
  if (dialog.matches(":popover-open")) dialog.hidePopover();
  dialog.showModal();
  (dialog.querySelector("[autofocus], .form :is(input:not([type=hidden]), select, textarea)") ?? dialog).focus();
}

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  const closer = event.target.closest?.("[data-closes]");
  if (opener || closer) event.preventDefault();
  if (opener) show(document.getElementById(opener.dataset.opens));
  else if (closer) closer.closest("dialog").close();
  else if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
});

document.addEventListener("look:open", (event) => show(document.getElementById(event.detail)));
