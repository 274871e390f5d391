/* A digit chooses the reason of a rejection, unless the editor is typing. */
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.matches("textarea, input, select")) return;
  const key = event.code.replace("Numpad", "Digit");
  const button = document.querySelector(`#rejection [data-key="${CSS.escape(key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
