/* Names without an official: the boxes of each name complete what an editor types. */
/* global pickingBoxes */
"use strict";

(() => {
  const boxOf = (select, name) => select.form.elements.namedItem(name);
  const picking = pickingBoxes(
    (select) => ({ side: boxOf(select, "side").value }),
    (select, entry) => {
      for (const [name, pair] of Object.entries(entry.fills || {})) {
        const box = boxOf(select, name);
        if (box && select.dataset.picks !== "official" && !box.value) picking.put(box, pair.value, pair.label);
      }
    },
  );
  document.querySelectorAll(".decide-name select[data-picks]").forEach(picking.enhance);
})();
