// The picture works without this file: each mark is a link with its figures. Here arrows walk the marks from left to right, one stop of Tab
// for all of them, and the cloud of the one that is pointed at comes forward.
const points = () => [...document.querySelectorAll("[data-plot] [data-point]")]
  .sort((a, b) => a.querySelector(".plot-dot").cx.baseVal.value - b.querySelector(".plot-dot").cx.baseVal.value);

function stop(at) {
  for (const one of points()) one.setAttribute("tabindex", one === at ? "0" : "-1");
}

function walk(step) {
  const all = points();
  const from = all.indexOf(document.activeElement);
  const next = all[from < 0 ? 0 : (from + step + all.length) % all.length];
  if (next) { stop(next); next.focus(); }
}

function point(mark, on) {
  document.getElementById(`cloud-${mark.dataset.point}`)?.classList.toggle("is-pointed", on);
}

for (const [event, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(event, (happened) => { const mark = happened.target.closest?.("[data-point]"); if (mark) point(mark, on); });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, dialog[open]")) return;
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key in steps && (event.target.closest?.("[data-plot]") || event.target === document.body)) { walk(steps[event.key]); event.preventDefault(); }
  else if (event.key === "t" && !localStorage.getItem("look-keys-off")) { document.querySelector("[data-row]")?.focus(); event.preventDefault(); }
});
stop(points()[0]);
