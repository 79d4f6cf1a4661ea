// Any element with data-opens="<id>" opens that dialog; a click on its backdrop closes it; focus goes back by itself.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) { document.getElementById(opener.dataset.opens)?.showModal(); return; }
  if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
});

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
