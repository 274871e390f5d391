/* Copy the permanent URL, or give it to the device's own sharing dialogue. The field and the e-mail link work without
   this script; no third party learns that a page was shared. */
"use strict";

for (const part of document.querySelectorAll("[data-share]")) {
  const field = part.querySelector("input");
  const status = part.querySelector("[role=status]");
  const copyButton = part.querySelector("[data-copy]");
  const shareButton = part.querySelector("[data-hand-on]");
  copyButton.hidden = false;
  copyButton.addEventListener("click", async () => {
    status.textContent = (await copyFrom(field)) ? part.dataset.copied : part.dataset.byHand;
  });
  field.addEventListener("focus", () => field.select());
  shareButton.hidden = !navigator.share;
  shareButton.addEventListener("click", () => {
    navigator.share({ title: part.dataset.title, url: field.value }).catch(() => {}); // the reader closed the dialogue
  });
}
