/* Names of boxes for screen readers where Django's admin gives none: Select2's boxes, and heads of columns without a
   title. */
(() => {
  "use strict";

  function nameBox(box) {
    const select = box.closest(".select2")?.previousElementSibling;
    const shown = box.querySelector(".select2-selection__rendered");
    if (!select?.id || !shown?.id) return;
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const name = select.getAttribute("aria-label") || label?.textContent.trim().replace(/[:：]$/, "");
    if (!name) return;
    // Select2 names the box after its value alone, and calls the value a text box.
    shown.removeAttribute("role");
    shown.removeAttribute("aria-readonly");
    if (!label) {
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", name);
      return;
    }
    label.id ||= `${select.id}-label`;
    box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
  }

  function nameAll(part) {
    part.querySelectorAll(".select2-selection[role='combobox']").forEach(nameBox);
  }

  document.querySelectorAll("thead th:empty").forEach((head) => {
    const cell = document.createElement("td");
    cell.className = head.className;
    head.replaceWith(cell);
  });
  nameAll(document);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) nameAll(node);
    }
  }).observe(document.body, { childList: true, subtree: true });
})();
