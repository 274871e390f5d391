/* The comboboxes outside tables of participants: in forms of records and their rows, and beside a list of choices, of
   which one chooses its line. A new record shows the boxes that it needs. */
/* global pickingBoxes */
"use strict";

(() => {
  const isMine = (select) => !select.closest(".participants-table, .empty-form");
  const stemOf = (select) => select.name.slice(0, select.name.lastIndexOf("-") + 1);
  const boxOf = (select, name) => select.form?.elements.namedItem(stemOf(select) + name);

  const picking = pickingBoxes((select) => {
    const side = select.dataset.picks === "position" && boxOf(select, "side");
    return side ? { side: side.value, "asks-side": "1" } : {};
  }, (select, entry, isLeft) => {
    const line = select.closest("fieldset")?.querySelector("input[value=other]");
    if (line) line.checked = true;
    const asked = [...askedWith(select)];
    for (const box of asked) {
      const pair = entry.fills?.[box.name.slice(stemOf(box).length)];
      if (pair) picking.put(box, pair.value, pair.label);
    }
    const missing = entry.isNew && !isLeft && asked.find((box) => !box.value);
    if (missing) missing.nextElementSibling.focus();
  });

  /** Return the boxes that a new record of this box needs. */
  const askedWith = (select) => [...(select.form?.elements || [])].filter((box) => (
    box.dataset.withNew && stemOf(box) === stemOf(select) && stemOf(select) + box.dataset.withNew === select.name
  ));

  function showAsked(select) {
    const isNew = select.value.startsWith("new:");
    for (const box of askedWith(select)) {
      const place = box.closest(".fieldBox, .form-row, td, p");
      if (place) place.hidden = !isNew && !place.querySelector(".errorlist");
    }
  }

  function enhanceIn(part) {
    const selects = [...part.querySelectorAll("select[data-picks]")].filter(isMine);
    selects.forEach(picking.enhance);
    selects.forEach(showAsked);
  }

  enhanceIn(document);
  document.addEventListener("formset:added", (event) => enhanceIn(event.target));
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-picks]") && isMine(event.target)) showAsked(event.target);
  });
  // The admin's button beside a box adds a record in a window, and fills the select by jQuery.
  window.django?.jQuery?.(document).on("change", "select[data-picks]", (event) => picking.show(event.target));
})();
