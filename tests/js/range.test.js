/* Dates by dragging over the bars of the years. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { pageWith, send } = require("./page.js");

// Ten years from 2015 in a room of ten, 1,000 pixels wide.
const FILTER = `
  <div class="date-filter">
    <svg data-first="2015" data-years="10" data-room="10"><a href="?year=2016">2016</a></svg>
    <form><input name="from"><input name="to"><input type="hidden" name="year" value="2019"></form>
  </div>`;

function page(dir) {
  const sent = [];
  const window = pageWith(FILTER, ["js/range.js"], {
    dir,
    prepare: (made) => { made.HTMLFormElement.prototype.requestSubmit = function submit() { sent.push(new made.FormData(this)); }; },
  });
  const bars = window.document.querySelector("svg");
  bars.style.direction = dir;
  bars.getBoundingClientRect = () => ({ left: 0, right: 1000, width: 1000 });
  bars.setPointerCapture = () => {};
  const point = (type, clientX, more = {}) => send(window, bars, type, { clientX, button: 0, pointerId: 1, ...more });
  const dates = () => ["from", "to"].map((name) => window.document.querySelector("form").elements[name].value);
  return { window, bars, point, sent, dates };
}

test("dragging from left to right sets the years under it", () => {
  const { point, sent, dates } = page("ltr");
  point("pointerdown", 150);
  point("pointermove", 450);
  assert.deepEqual(dates(), ["2016", "2019"]);
  point("pointerup", 450);
  assert.equal(sent.length, 1);
  assert.deepEqual([...sent[0].entries()], [["from", "2016"], ["to", "2019"]]); // the single year is replaced
});

test("dragging backwards sets the same years", () => {
  const { point, dates } = page("ltr");
  point("pointerdown", 450);
  point("pointermove", 150);
  assert.deepEqual(dates(), ["2016", "2019"]);
});

test("in Arabic the years begin at the right", () => {
  const { point, dates, bars } = page("rtl");
  point("pointerdown", 950);
  point("pointermove", 750);
  assert.deepEqual(dates(), ["2015", "2017"]);
  assert.equal(bars.querySelector(".dragged").getAttribute("x"), "70%");
  assert.equal(bars.querySelector(".dragged").getAttribute("width"), "30%");
});

test("what leaves the bars means the first or the last year", () => {
  const { point, dates } = page("ltr");
  point("pointerdown", 500);
  point("pointermove", -300);
  assert.deepEqual(dates(), ["2015", "2020"]);
  point("pointermove", 4000);
  assert.deepEqual(dates(), ["2020", "2024"]);
});

test("a pointer that hardly moves is a click", () => {
  const { point, sent, dates } = page("ltr");
  point("pointerdown", 150);
  point("pointermove", 155);
  point("pointerup", 155);
  assert.deepEqual(dates(), ["", ""]);
  assert.equal(sent.length, 0);
});

test("six pixels are a drag", () => {
  const { point, dates } = page("ltr");
  point("pointerdown", 150);
  point("pointermove", 156);
  assert.deepEqual(dates(), ["2016", "2016"]);
});

test("another button drags nothing", () => {
  const { point, dates } = page("ltr");
  point("pointerdown", 150, { button: 2 });
  point("pointermove", 450);
  assert.deepEqual(dates(), ["", ""]);
});

test("a cancelled drag leaves nothing behind", () => {
  const { point, bars, sent, dates } = page("ltr");
  point("pointerdown", 150);
  point("pointermove", 450);
  point("pointercancel", 450);
  point("pointerup", 450);
  assert.equal(bars.querySelector(".dragged"), null);
  assert.deepEqual(dates(), ["", ""]);
  assert.equal(sent.length, 0);
});

test("the click that ends a drag does not open its year", () => {
  const { window, point } = page("ltr");
  const link = window.document.querySelector("a");
  point("pointerdown", 150);
  point("pointermove", 450);
  point("pointerup", 450);
  assert.equal(send(window, link, "click").defaultPrevented, true);
  assert.equal(send(window, link, "click").defaultPrevented, false);
});
