/* A head of a column without a title is a cell: screen readers announce an empty head before each of its cells. */
(() => {
  "use strict";

  document.querySelectorAll("thead th:empty").forEach((head) => {
    const cell = document.createElement("td");
    cell.className = head.className;
    head.replaceWith(cell);
  });
})();
