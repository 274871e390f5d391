/* Copy text of the page to the clipboard. Loaded before the scripts that use it. */
/* exported copyFrom */
"use strict";

/**
 * Select `element`, a text field or any other element, and copy its text.
 *
 * Returns a promise of whether that worked. The text stays selected, so that a reader can copy it by hand.
 */
async function copyFrom(element) {
  const isField = element.matches("input, textarea");
  if (isField) element.select();
  else getSelection().selectAllChildren(element);
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(isField ? element.value : element.textContent);
      return true;
    }
    return document.execCommand("copy"); // a site without HTTPS has no clipboard of the new kind
  } catch {
    return false;
  }
}
