/* Select words of a report by mouse, touch or keys, and report their place in the raw text, counted in characters (code
   points), not in units of 16 bits as JavaScript counts. And light the marks that a row or a box points at. */
"use strict";

(() => {
  // Letters, their marks, digits, tatweel, and the signs without width that stand inside words.
  const IN_WORD = /[\p{L}\p{M}\p{N}_\u0640\u200b-\u200f\ufeff]/u;
  const WORDS = /[\p{L}\p{M}\p{N}_\u0640\u200b-\u200f\ufeff]+/gu;
  // What a selection often includes at either end by mistake: spaces, signs without width, commas and full stops.
  const LOOSE = /[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff،,؛;:.]/u;
  const TOUCH_WAIT_MS = 600; // after this time a selection made by a finger counts as finished

  /** Return [start, end] of `points` without loose signs at the ends and with whole words, or null. */
  function snapped(points, start, end) {
    const trim = () => {
      while (start < end && LOOSE.test(points[start])) start += 1;
      while (end > start && LOOSE.test(points[end - 1])) end -= 1;
    };
    trim();
    if (start === end) return null;
    if (IN_WORD.test(points[start])) while (start > 0 && IN_WORD.test(points[start - 1])) start -= 1;
    if (IN_WORD.test(points[end - 1])) while (end < points.length && IN_WORD.test(points[end])) end += 1;
    trim();
    return [start, end];
  }

  /** Return the part of the page's selection that lies in `body`, or null. */
  function selectedIn(body) {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(body)) return null;
    const inside = document.createRange();
    inside.selectNodeContents(body);
    if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) inside.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
    return inside.collapsed ? null : inside;
  }

  class MarkedText {
    constructor(container) {
      this.container = container;
      this.body = container.querySelector(".marked-text-body");
      this.text = this.body.textContent;
      this.points = Array.from(this.text);
      this.words = Array.from(this.text.matchAll(WORDS), (found) => [found.index, found.index + found[0].length]);
      this.body.addEventListener("keydown", (event) => this.byKey(event));
      this.followPointer();
    }

    followPointer() {
      let pressed = false;
      let rest;
      this.body.addEventListener("pointerdown", () => { pressed = true; });
      // The button may be let go outside the text.
      addEventListener("pointerup", (event) => {
        if (!pressed || event.pointerType === "touch") return;
        pressed = false;
        setTimeout(() => this.take()); // the selection is what it will be once this event is over
      });
      document.addEventListener("selectionchange", () => {
        if (!matchMedia("(pointer: coarse)").matches) return;
        clearTimeout(rest);
        if (selectedIn(this.body)) rest = setTimeout(() => this.take(), TOUCH_WAIT_MS);
      });
    }

    /** Move from word to word with the arrow keys; with Shift, extend the selection; take it with Enter. */
    byKey(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const forwards = getComputedStyle(this.body).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      const step = { ArrowLeft: -1, ArrowRight: -1, [forwards]: 1 }[event.code];
      if (step) {
        this.step(step, event.shiftKey);
      } else if (event.code === "Enter" && selectedIn(this.body)) {
        this.take();
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    }

    step(direction, extend) {
      const selected = selectedIn(this.body);
      const last = this.words.length - 1;
      let [first, until] = selected ? this.wordsOf(selected) : [-1, -1];
      if (extend && selected) {
        until = Math.min(last, Math.max(first, until + direction));
      } else {
        const place = direction > 0 ? until + 1 : first - 1;
        first = until = Math.min(last, Math.max(0, place));
      }
      if (last < 0) return;
      const range = rangeBetween(this.body, this.words[first][0], this.words[until][1]);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      const box = range.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) range.startContainer.parentElement.scrollIntoView({ block: "center" });
    }

    /** Return the numbers of the first and the last word of `range`. */
    wordsOf(range) {
      const before = document.createRange();
      before.selectNodeContents(this.body);
      before.setEnd(range.startContainer, range.startOffset);
      const start = before.toString().length;
      const end = start + range.toString().length;
      const first = this.words.findIndex((word) => word[1] > start);
      const after = this.words.findIndex((word) => word[0] >= end);
      return [first, (after < 0 ? this.words.length : after) - 1];
    }

    /** Report which words are selected. */
    take() {
      const selected = selectedIn(this.body);
      if (!selected) return;
      const before = document.createRange();
      before.selectNodeContents(this.body);
      before.setEnd(selected.startContainer, selected.startOffset);
      const start = Array.from(before.toString()).length;
      const place = snapped(this.points, start, start + Array.from(selected.toString()).length);
      if (!place) return;
      const quote = this.points.slice(...place).join("");
      const detail = { article: this.container.dataset.article, start: place[0], end: place[1], quote };
      this.show(...place);
      this.fill(detail);
      this.container.dispatchEvent(new CustomEvent("mahdar:marked", { bubbles: true, detail }));
    }

    /** Keep the chosen words visible while the editor says what they are. */
    show(start, end) {
      if (!window.Highlight || !CSS.highlights) return;
      const range = rangeBetween(this.body, unitsIn(this.points, start), unitsIn(this.points, end));
      CSS.highlights.set("mahdar-chosen", new Highlight(range));
    }

    fill(detail) {
      const form = this.container.dataset.fills && document.getElementById(this.container.dataset.fills);
      if (!form) return;
      for (const [name, value] of Object.entries(detail)) {
        const input = form.elements.namedItem(name);
        if (input) input.value = value;
      }
    }
  }

  /** Light the marks that an element points at (data-lights) while it has the pointer or the focus, and vice versa. */
  function followLights() {
    const lit = () => document.querySelectorAll(".lit");
    const light = (keys, scroll) => {
      for (const element of lit()) element.classList.remove("lit");
      for (const key of keys.split(" ").filter(Boolean)) {
        for (const mark of document.querySelectorAll(`.marked-text mark[data-marks~="${CSS.escape(key)}"]`)) {
          mark.classList.add("lit");
          if (!scroll) continue;
          scroll = false;
          const folded = mark.closest("details:not([open])");
          if (folded) folded.open = true;
          mark.scrollIntoView({ block: "nearest" });
        }
      }
    };
    const pointing = (event) => event.target.closest && event.target.closest("[data-lights]");
    document.addEventListener("focusin", (event) => {
      const element = pointing(event);
      // A box that is ticked stays under the pointer: the click would miss it.
      const isTicked = event.target.matches("[type=checkbox], [type=radio]") && !event.target.matches(":focus-visible");
      if (element) light(element.dataset.lights, !isTicked);
    });
    document.addEventListener("pointerover", (event) => {
      const element = pointing(event);
      const mark = event.target.closest && event.target.closest(".marked-text mark");
      if (element) light(element.dataset.lights, false);
      if (!mark) return;
      light("", false);
      for (const key of mark.dataset.marks.split(" ")) {
        for (const item of document.querySelectorAll(`[data-lights~="${CSS.escape(key)}"]`)) item.classList.add("lit");
      }
    });
  }

  for (const container of document.querySelectorAll(".marked-text")) new MarkedText(container);
  followLights();
})();
