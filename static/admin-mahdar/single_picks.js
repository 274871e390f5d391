/* Comboboxes that fill no other box. One beside a list of choices chooses its line. */
/* global pickingBoxes */
"use strict";

(() => {
  const picking = pickingBoxes(() => ({}), (select) => {
    const line = select.closest("fieldset")?.querySelector("input[value=other]");
    if (line) line.checked = true;
  });
  document.querySelectorAll("select[data-picks]").forEach(picking.enhance);
})();
