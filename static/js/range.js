/* Set the dates by dragging over the bars of the years. Without this script the bars are links and the dates fields. */
"use strict";

const MAX_CLICK_PIXELS = 6; // a pointer that moves further is dragging
let drag = null;

/** Return the year under a pointer. In a right-to-left page the years begin at the right. */
function yearAt(bars, x) {
  const box = bars.getBoundingClientRect();
  const gone = getComputedStyle(bars).direction === "rtl" ? box.right - x : x - box.left;
  const index = Math.floor((gone / box.width) * bars.dataset.room);
  return Number(bars.dataset.first) + Math.min(Math.max(index, 0), bars.dataset.years - 1);
}

function showSpan() {
  const { bars, span, form } = drag;
  const [first, last] = [drag.start, drag.end].sort((a, b) => a - b);
  const slot = 100 / bars.dataset.room;
  const before = (first - bars.dataset.first) * slot;
  const width = (last - first + 1) * slot;
  span.setAttribute("x", `${getComputedStyle(bars).direction === "rtl" ? 100 - before - width : before}%`);
  span.setAttribute("width", `${width}%`);
  form.elements.from.value = first;
  form.elements.to.value = last;
}

document.addEventListener("pointerdown", (event) => {
  const bars = event.target.closest("svg[data-first]");
  if (!bars || event.button) return;
  const year = yearAt(bars, event.clientX);
  drag = { bars, form: bars.closest(".date-filter").querySelector("form"), from: event.clientX, start: year, end: year, span: null };
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.span) {
    if (Math.abs(event.clientX - drag.from) < MAX_CLICK_PIXELS) return;
    drag.span = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    drag.span.setAttribute("class", "dragged");
    drag.span.setAttribute("height", "100%");
    drag.bars.prepend(drag.span);
    drag.bars.setPointerCapture(event.pointerId);
  }
  drag.end = yearAt(drag.bars, event.clientX);
  showSpan();
});

document.addEventListener("pointerup", () => {
  const done = drag;
  drag = null;
  if (!done?.span) return;
  // The click that ends a drag does not choose the year under it.
  const swallow = (event) => event.preventDefault();
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
  for (const year of done.form.querySelectorAll("[name=year]")) year.remove(); // the span replaces single years
  done.form.requestSubmit();
});

document.addEventListener("pointercancel", () => {
  drag?.span?.remove();
  drag?.form.reset();
  drag = null;
});

document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.("svg[data-first]")) event.preventDefault();
});
