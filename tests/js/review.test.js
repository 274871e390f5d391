/* The review page: keys, and corrections in place. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { fetchStub, pageWith, press, send, settled } = require("./page.js");

const PAGE = `
  <div id="review">
    <a href="#next" data-key="KeyJ" data-arrow="next">التالي</a><a href="#previous" data-key="KeyK" data-arrow="previous">السابق</a>
    <button type="button" data-key="KeyA">اقبل</button><input id="box"><input type="checkbox" id="tick">
    <details class="keys"><summary>؟</summary><label hidden><input type="checkbox" id="keys-on"></label></details>
    <form id="marking" action="/mark/"><input name="article" value="7"><input name="start"><input name="end">
      <input id="marking-quote" name="quote"><button name="fact" value="date" data-key="Digit1">متى</button>
      <p id="marking-said" data-text="اختير:"></p></form>
  </div>`;
const STEP = '<div id="step"><div class="correct-field"><input name="value"></div><a class="cancel" href="#">إلغاء</a></div>';

function review({ dir = "rtl", answer = () => ({ body: STEP }), stored = {} } = {}) {
  const { fetch, asked } = fetchStub(answer);
  const submitted = [];
  const window = pageWith(PAGE, ["admin-mahdar/keys.js", "admin-mahdar/review.js"], {
    dir,
    prepare: (made) => {
      made.fetch = fetch;
      made.HTMLFormElement.prototype.submit = function submit() { submitted.push(this.querySelector("[type=hidden][name=fact]").value); };
      for (const [name, value] of Object.entries(stored)) made.localStorage.setItem(name, value);
    },
  });
  const clicked = [];
  for (const target of window.document.querySelectorAll("[data-key]")) {
    target.addEventListener("click", (event) => { clicked.push(target.textContent); event.preventDefault(); });
  }
  const find = (selector) => window.document.querySelector(selector);
  return { window, find, clicked, asked, submitted, body: window.document.body };
}

test("a letter presses its button, whatever the layout of the keyboard", () => {
  const { window, body, clicked } = review();
  press(window, body, "a");
  press(window, body, "ش", { code: "KeyA" });
  press(window, body, "j");
  press(window, body, "z");
  assert.deepEqual(clicked, ["اقبل", "اقبل", "التالي"]);
});

test("the arrow that points forwards is the left one in Arabic and the right one in English", () => {
  for (const [dir, next] of [["rtl", "ArrowLeft"], ["ltr", "ArrowRight"]]) {
    const { window, body, clicked } = review({ dir });
    press(window, body, next);
    press(window, body, next === "ArrowLeft" ? "ArrowRight" : "ArrowLeft");
    assert.deepEqual(clicked, ["التالي", "السابق"]);
  }
});

test("keys do nothing while an editor types, nor with Ctrl, Alt, Meta or Shift", () => {
  const { window, body, find, clicked } = review();
  press(window, find("#box"), "a");
  for (const key of ["ctrlKey", "altKey", "metaKey", "shiftKey", "repeat", "isComposing"]) press(window, body, "a", { [key]: true });
  assert.deepEqual(clicked, []);
  press(window, find("#tick"), "a");
  assert.deepEqual(clicked, ["اقبل"]);
});

test("digits need words that are chosen", () => {
  const { window, body, find, clicked } = review();
  press(window, body, "1", { code: "Digit1" });
  assert.deepEqual(clicked, []);
  find("#marking-quote").value = "أمس";
  press(window, body, "1", { code: "Digit1" });
  press(window, body, "1", { code: "Numpad1" });
  assert.deepEqual(clicked, ["متى", "متى"]);
});

test("a question mark of either kind opens the list of keys, Escape closes it", () => {
  const { window, body, find } = review();
  press(window, body, "؟");
  assert.equal(find(".keys").open, true);
  press(window, body, "Escape");
  assert.equal(find(".keys").open, false);
  press(window, body, "?", { shiftKey: true });
  assert.equal(find(".keys").open, true);
});

test("keys can be switched off, and stay off", () => {
  const page = review();
  page.find("#keys-on").checked = false;
  send(page.window, page.find("#keys-on"), "change");
  press(page.window, page.body, "a");
  assert.deepEqual(page.clicked, []);
  assert.equal(page.window.localStorage.getItem("mahdar-keys-off"), "1");
  assert.equal(review({ stored: { "mahdar-keys-off": "1" } }).find("#keys-on").checked, false);
});

const submit = (page) => {
  const event = send(page.window, page.find("#marking"), "submit", { submitter: page.find("#marking button") });
  return event.defaultPrevented;
};

test("the second step replaces the first, and cancelling brings it back", async () => {
  const page = review();
  page.find("#marking-quote").value = "أمس";
  assert.equal(submit(page), true);
  await settled();
  assert.equal(page.asked[0].method, "POST");
  assert.deepEqual([page.asked[0].body.get("quote"), page.asked[0].body.get("fact")], ["أمس", "date"]);
  assert.equal(page.find("#marking"), null);
  assert.equal(page.window.document.activeElement.name, "value");
  press(page.window, page.body, "Escape");
  assert.equal(page.find("#step"), null);
  assert.equal(page.find("#marking").getAttribute("aria-busy"), null);
});

test("other words that are marked meanwhile bring the first step back with them", async () => {
  const page = review();
  submit(page);
  await settled();
  const detail = { article: "7", start: 3, end: 6, quote: "غدًا" };
  page.find("#review").dispatchEvent(new page.window.CustomEvent("mahdar:marked", { detail }));
  assert.deepEqual([page.find("[name=start]").value, page.find("[name=quote]").value], ["3", "غدًا"]);
  assert.equal(page.find("#marking-said").textContent, "اختير: غدًا");
});

for (const [name, answer] of [["a refusal", () => ({ ok: false, status: 403 })], ["no network", () => new Error("offline")], ["another page", () => ({ body: "<p>دخول</p>" })]]) {
  test(`${name}: the browser sends the form itself, with its fact`, async () => {
    const page = review({ answer });
    submit(page);
    await settled();
    assert.deepEqual(page.submitted, ["date"]);
  });
}

test("words that are typed have no place", () => {
  const page = review();
  page.find("[name=start]").value = "3";
  page.find("[name=end]").value = "6";
  send(page.window, page.find("#marking-quote"), "input");
  assert.deepEqual([page.find("[name=start]").value, page.find("[name=end]").value], ["", ""]);
});
