/* The names of an import that no record has: the box for another official is a combobox, and chooses its line. */
/* global pickingBoxes */
"use strict";

(() => {
  const picking = pickingBoxes(() => ({}), (select) => {
    const line = select.closest("fieldset").querySelector("input[value=other]");
    line.checked = true;
  });
  for (const select of document.querySelectorAll(".unknown-name select[data-picks]")) picking.enhance(select);
})();
