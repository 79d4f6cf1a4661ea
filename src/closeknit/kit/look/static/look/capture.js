// The capture field opens when it is used, Enter hands in, Shift+Enter breaks the line, Escape puts it away and keeps the words.
const capture = document.querySelector("[data-capture]");
const words = capture?.querySelector("[data-capture-words]");

function open() { capture.dataset.open = ""; }

function close() {
  delete capture.dataset.open;
  if (capture.contains(document.activeElement)) document.activeElement.blur();
}

function focusWords() {
  open();
  words.focus();
  words.scrollIntoView({ block: "nearest" });
}

if (capture) {
  document.addEventListener("look:capture", focusWords);
  words.addEventListener("focus", open);
  capture.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); close(); }
    if (event.target === words && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (words.value.trim()) capture.requestSubmit();
    }
  });
  capture.addEventListener("focusout", (event) => {
    if (!capture.contains(event.relatedTarget) && !words.value.trim()) delete capture.dataset.open;
  });
  // A fragment that answers the form asks for an empty field by the header HX-Trigger: look:captured.
  document.body.addEventListener("look:captured", () => { capture.reset(); close(); });
}
