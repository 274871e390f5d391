/* Copying the permanent address, and handing it to the device's own way of sharing. The field and the e-mail need none
   of it; nobody else is told that a page was shared. */
"use strict";

async function copyAddress(field) {
  field.select();
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(field.value);
    return true;
  }
  return document.execCommand("copy"); // a site without HTTPS has no clipboard of the new kind
}

for (const part of document.querySelectorAll("[data-share]")) {
  const field = part.querySelector("input");
  const said = part.querySelector("[role=status]");
  const copy = part.querySelector("[data-copy]");
  const handOn = part.querySelector("[data-hand-on]");
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const done = await copyAddress(field).catch(() => false);
    said.textContent = done ? part.dataset.copied : part.dataset.byHand;
  });
  field.addEventListener("focus", () => field.select());
  handOn.hidden = !navigator.share;
  handOn.addEventListener("click", () => {
    navigator.share({ title: part.dataset.title, url: field.value }).catch(() => {}); // closed again: nothing to tell
  });
}
