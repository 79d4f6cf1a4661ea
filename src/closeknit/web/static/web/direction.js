// Without this file a number leads to its words, which open there, and the button beside words brings the note to the text's end.
// Here the words open where one reads, and what is cited goes in where one writes.
const claims = () => document.querySelector("[data-test=profile]");
const text = () => document.querySelector("textarea[data-profile]");
const query = () => document.querySelector("[data-words-query]");
const offered = () => [...document.querySelectorAll("#words-offered [data-cite]")];

function open(link) {
  const number = link.hash.replace("#note-", "");
  const words = link.closest(".direction-claim")?.querySelector(`details[data-note="${number}"]`);
  if (!words) return false;
  const opens = !words.open || !words.classList.contains("was-called");
  for (const other of claims().querySelectorAll(".was-called")) other.classList.remove("was-called");
  words.open = opens;
  words.classList.toggle("was-called", opens);
  if (opens) words.querySelector("summary").focus({ preventScroll: false });
  return true;
}

function cite(note) {
  const field = text();
  const end = field.selectionEnd;
  const gap = end > 0 && !/\s$/.test(field.value.slice(0, end)) ? " " : "";
  field.setRangeText(`${gap}[^${note}]`, end, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function walk(step) {
  const all = offered();
  const next = all.indexOf(document.activeElement) + step;
  (next < 0 ? query() : all[Math.min(next, all.length - 1)])?.focus();
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.('.direction-claim sup a[href^="#note-"]');
  if (link && open(link)) event.preventDefault();
  const button = event.target.closest?.("[data-cite]");
  if (button && text()) {
    event.preventDefault();
    cite(button.dataset.cite);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || !text()) return;
  const inWords = event.target === query() || event.target.matches?.("[data-cite]");
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
    query().focus();
    query().select();
  } else if (inWords && event.key === "Escape") text().focus();
  else if (inWords && event.key === "ArrowDown") walk(1);
  else if (inWords && event.key === "ArrowUp") walk(-1);
  else if (event.target === query() && event.key === "Enter" && offered().length) cite(offered()[0].dataset.cite);
  else return;
  event.preventDefault();
});
