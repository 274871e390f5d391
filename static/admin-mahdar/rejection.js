/* A digit chooses the reason of a rejection, unless the editor is typing or has switched single keys off. */
/* global deskKeys */
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.shiftKey || deskKeys.isForOthers(event)) return;
  const button = document.querySelector(`#rejection [data-key="${CSS.escape(deskKeys.named(event))}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
