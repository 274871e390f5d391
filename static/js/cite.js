/* Copying a citation with a button. Without it the citation is selected and copied as any text. */
"use strict";

async function copyText(paragraph) {
  getSelection().selectAllChildren(paragraph);
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(paragraph.textContent);
    return true;
  }
  return document.execCommand("copy"); // a site without HTTPS has no clipboard of the new kind
}

// On the document, since results that are exchanged in place bring their own buttons.
document.addEventListener("click", async (event) => {
  const part = event.target.closest("[data-copy-text]")?.closest(".citation");
  if (!part) return;
  const done = await copyText(part.querySelector(".cite")).catch(() => false);
  part.querySelector("[role=status]").textContent = done ? part.dataset.copied : part.dataset.byHand;
});
