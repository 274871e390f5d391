/* Places in a text, for the scripts that mark words. Loaded before them. */
/* exported unitsIn, rangeBetween */
"use strict";

/**
 * Return how many units of 16 bits the first `count` characters of `points` take.
 *
 * Places in a report are counted in characters (code points), strings and ranges in units of 16 bits.
 */
function unitsIn(points, count) {
  return points.slice(0, count).join("").length;
}

/** Return the range of `body` between two offsets into its text, counted in units of 16 bits. */
function rangeBetween(body, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let before = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const after = before + node.data.length;
    if (!begun && start < after) {
      range.setStart(node, start - before);
      begun = true;
    }
    if (end <= after) {
      range.setEnd(node, end - before);
      break;
    }
    before = after;
  }
  return range;
}
