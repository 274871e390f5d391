/* Copy a citation with a button. Without this script the citation is selected and copied as any text. */
"use strict";

// On the document, because results that are replaced in place bring their own buttons.
document.addEventListener("click", async (event) => {
  const part = event.target.closest("[data-copy-text]")?.closest(".citation");
  if (!part) return;
  const isCopied = await copyFrom(part.querySelector(".cite"));
  part.querySelector("[role=status]").textContent = isCopied ? part.dataset.copied : part.dataset.byHand;
});
