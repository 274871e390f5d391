/* The forms of the review that state one fact, beside the record or for marked words: comboboxes, and boxes that fill
   one another. */
/* global pickingBoxes */
"use strict";

(() => {
  const facts = document.querySelector("ol.facts");
  if (!facts) return;
  const boxOf = (select, name) => select.form.querySelector(`[name="${name}"], [name$="-${name}"]`);

  const picking = pickingBoxes(
    (select) => ({
      day: facts.dataset.day,
      precision: facts.dataset.precision,
      side: (select.dataset.picks === "position" && boxOf(select, "side")?.value) || "",
    }),
    (select, entry) => {
      for (const [name, pair] of Object.entries(entry.fills || {})) {
        const box = boxOf(select, name);
        const isOwn = select.dataset.picks === "official" || !box?.value;
        if (box && isOwn) picking.put(box, pair.value, pair.label);
      }
    },
  );

  /** The facts of a new person, and the country of a new place, are asked only where one is created. */
  function showNew(form) {
    const isNew = [...form.querySelectorAll("select[data-picks=official], select[data-picks=place]")]
      .some((select) => /^(new|typed):/.test(select.value));
    for (const field of form.querySelectorAll("[data-of-new-person], .correct-country")) {
      field.hidden = !isNew && !field.querySelector(".errorlist");
    }
  }

  function prepare(form) {
    for (const select of form.querySelectorAll("select[data-picks]")) picking.enhance(select);
    showNew(form);
    form.addEventListener("change", () => showNew(form));
  }

  document.querySelectorAll("details.correct form, form.question, form.step").forEach(prepare);
  addEventListener("mahdar:step", (event) => prepare(event.target)); // the second step of a marking (review.js)
})();
