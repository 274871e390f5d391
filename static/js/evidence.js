/* Evidence that overlaps other evidence is marked in several pieces: highlight all of them, not only the first. */
"use strict";

function pointAtEvidence() {
  for (const mark of document.querySelectorAll("mark.pointed")) mark.classList.remove("pointed");
  const key = location.hash.replace(/^#e/, "");
  if (/^\d+$/.test(key)) {
    for (const mark of document.querySelectorAll(`mark[data-evidence~="${key}"]`)) mark.classList.add("pointed");
  }
}

addEventListener("hashchange", pointAtEvidence);
pointAtEvidence();
