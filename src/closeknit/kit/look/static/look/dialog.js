// Any element with data-opens="<id>" opens that dialog, and so does the event look:open. The focus goes to its first field, or to
// the dialog itself, so that the way out is not the first thing said; a click on the backdrop closes it.
function show(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  (dialog.querySelector("[autofocus], .form :is(input:not([type=hidden]), select, textarea)") ?? dialog).focus();
}

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) show(document.getElementById(opener.dataset.opens));
  else if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
});

document.addEventListener("look:open", (event) => show(document.getElementById(event.detail)));
