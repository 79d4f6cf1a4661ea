// A button with data-copies="<id>" copies what stands in that field; where the clipboard is closed, it is chosen for the person to copy.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  field.select();
  try { await navigator.clipboard.writeText(field.value); } catch { return; }
  const said = document.querySelector("[data-copied]");
  if (said) said.hidden = false;
});
