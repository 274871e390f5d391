/* Marking words of a report: places are characters, whole words are taken, the keys walk from word to word. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { pageWith, press, select, send, settled } = require("./page.js");

const SCRIPTS = ["admin-mahdar/ranges.js", "admin-mahdar/marking.js"];

/** A report with `html`, and the list of the places that were reported. */
function report(html, dir = "rtl") {
  const window = pageWith(
    `<div class="marked-text" data-article="7" data-fills="form"><div class="marked-text-body" tabindex="0">${html}</div></div>
     <form id="form"><input name="start"><input name="end"><input name="quote"></form><p id="outside">خارج النص</p>`,
    SCRIPTS,
    { dir, prepare: (made) => {
      made.matchMedia = () => ({ matches: false });
      made.Range.prototype.getBoundingClientRect = () => ({ top: 0, bottom: 0 });
    } },
  );
  const body = window.document.querySelector(".marked-text-body");
  body.style.direction = dir;
  const marked = [];
  window.document.addEventListener("mahdar:marked", ({ detail }) => marked.push(detail));
  return { window, body, marked, text: body.firstChild };
}

/** The words that are reported when `start` to `end` of the first text is selected and taken by Enter. */
function taken(html, start, end) {
  const { window, body, marked, text } = report(html);
  select(window, text, start, end);
  press(window, body, "Enter");
  return marked[0]?.quote;
}

test("half-selected words become whole ones", () => assert.equal(taken("التقى ماكرون بارزاني", 7, 15), "ماكرون بارزاني"));
test("spaces and commas at the ends are left out", () => assert.equal(taken("استقبل ماكرون، أمس", 6, 15), "ماكرون"));
test("harakat and tatweel belong to the word", () => assert.equal(taken("قال مُحَمَّــد أمس", 6, 8), "مُحَمَّــد"));
test("signs without width at the ends are left out", () => assert.equal(taken("قال \u200fماكرون\u200f أمس", 4, 12), "ماكرون"));
test("commas alone are no words", () => assert.equal(taken("قال، ، أمس", 3, 6), undefined));
test("a bracket that was selected stays", () => assert.equal(taken("قال (ماكرون) أمس", 4, 12), "(ماكرون)"));

test("places are counted in characters, not in units of 16 bits", () => {
  const { window, body, marked, text } = report("🕊️ التقى ماكرون");
  select(window, text, 10, 16);
  press(window, body, "Enter");
  assert.deepEqual({ ...marked[0] }, { article: "7", start: 9, end: 15, quote: "ماكرون" });
});

test("a selection over several elements is one place, and fills the form", () => {
  const { window, body, marked } = report("التقى <mark data-marks='1'>ماكرون</mark> في <b>باريس</b> أمس");
  const range = window.document.createRange();
  range.setStart(body.querySelector("mark").firstChild, 1);
  range.setEnd(body.querySelector("b").firstChild, 2);
  window.getSelection().removeAllRanges();
  window.getSelection().addRange(range);
  press(window, body, "Enter");
  assert.deepEqual({ ...marked[0] }, { article: "7", start: 6, end: 21, quote: "ماكرون في باريس" });
  assert.deepEqual(Array.from(window.document.forms[0].elements, (box) => box.value), ["6", "21", "ماكرون في باريس"]);
});

test("what is selected outside the text is not reported", () => {
  const { window, body, marked } = report("التقى ماكرون");
  select(window, window.document.getElementById("outside").firstChild, 0, 4);
  press(window, body, "Enter");
  assert.deepEqual(marked, []);
});

const selected = ({ window }) => window.getSelection().toString();

test("in Arabic the left arrow goes forwards, the right one back", () => {
  const page = report("التقى ماكرون بارزاني");
  press(page.window, page.body, "ArrowLeft");
  assert.equal(selected(page), "التقى");
  press(page.window, page.body, "ArrowLeft");
  assert.equal(selected(page), "ماكرون");
  press(page.window, page.body, "ArrowRight");
  assert.equal(selected(page), "التقى");
  press(page.window, page.body, "ArrowRight"); // the first word stays the first
  assert.equal(selected(page), "التقى");
});

test("in English it is the other way round", () => {
  const page = report("Macron met Barzani", "ltr");
  press(page.window, page.body, "ArrowRight");
  press(page.window, page.body, "ArrowRight");
  assert.equal(selected(page), "met");
});

test("Shift extends and shrinks the selection by words, up to the last one", () => {
  const page = report("التقى ماكرون بارزاني");
  const keys = (...codes) => codes.forEach((code) => press(page.window, page.body, code, { shiftKey: true }));
  press(page.window, page.body, "ArrowLeft");
  keys("ArrowLeft");
  assert.equal(selected(page), "التقى ماكرون");
  keys("ArrowLeft", "ArrowLeft");
  assert.equal(selected(page), "التقى ماكرون بارزاني");
  keys("ArrowRight", "ArrowRight", "ArrowRight");
  assert.equal(selected(page), "التقى");
});

test("keys with Ctrl, Alt or Meta are the browser's", () => {
  const page = report("التقى ماكرون");
  for (const key of ["ctrlKey", "altKey", "metaKey"]) {
    assert.equal(press(page.window, page.body, "ArrowLeft", { [key]: true }).defaultPrevented, false);
  }
  assert.equal(selected(page), "");
});

test("a mouse takes its selection when it is let go, a finger does not", async () => {
  const { window, body, marked, text } = report("التقى ماكرون");
  for (const [pointerType, times] of [["touch", 0], ["mouse", 1]]) {
    send(window, body, "pointerdown");
    select(window, text, 6, 9);
    send(window, window.document.body, "pointerup", { pointerType });
    await settled();
    assert.equal(marked.length, times);
    send(window, window.document.body, "pointerup", { pointerType: "mouse" });
    await settled();
    marked.length = 0;
  }
});

test("what points at marks lights them, and a mark lights what points at it", () => {
  const window = pageWith(
    `<div class="marked-text"><div class="marked-text-body"><mark data-marks="a b">ماكرون</mark> <mark data-marks="c">باريس</mark></div></div>
     <button data-lights="b">من</button><button data-lights="c">أين</button>`,
    SCRIPTS,
  );
  const lit = () => Array.from(window.document.querySelectorAll(".lit"), (element) => element.textContent);
  const [who, where] = window.document.querySelectorAll("button");
  send(window, who, "focusin");
  assert.deepEqual(lit(), ["ماكرون"]);
  send(window, where, "pointerover");
  assert.deepEqual(lit(), ["باريس"]);
  send(window, window.document.querySelector("mark"), "pointerover");
  assert.deepEqual(lit(), ["من"]);
});
