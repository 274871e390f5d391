/* Suggestions in the search box. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { fetchStub, pageWith, press, send, settled } = require("./page.js");

const FORM = '<form data-suggest="/suggest/" data-names="أسماء"><input type="search"></form>';
const RESULTS = [
  { address: "/officials/a/", label: "إيمانويل ماكرون", matched: "Macron", kind: "مسؤول", about: "رئيس فرنسا", count: "6 لقاءات" },
  { address: "/countries/fr/", label: "فرنسا", matched: "", kind: "دولة", about: "", count: "9 لقاءات" },
];

/** The page after `words` were typed; `delays` collects how long the script waits before it asks. */
async function typed(words, answer = () => ({ body: { results: RESULTS } })) {
  const delays = [];
  const { fetch, asked } = fetchStub(answer);
  const window = pageWith(FORM, ["js/suggest.js"], {
    prepare: (made) => {
      made.fetch = fetch;
      made.setTimeout = (task, wait) => { delays.push(wait); return setTimeout(task, 0); };
      made.clearTimeout = clearTimeout;
    },
  });
  const field = window.document.querySelector("input");
  field.focus();
  for (const text of [].concat(words)) {
    field.value = text;
    send(window, field, "input");
  }
  await settled();
  await settled();
  const list = window.document.querySelector("[role=listbox]");
  return { window, field, list, asked, delays, options: () => [...list.children] };
}

const chosen = ({ options }) => options().map((option) => option.getAttribute("aria-selected") === "true");

test("names are offered with their kind, office and number of meetings, the field says so", async () => {
  const page = await typed("ماك");
  assert.deepEqual(page.options().map((option) => option.textContent.trim()), [
    "إيمانويل ماكرون Macron 6 لقاءات مسؤول · رئيس فرنسا",
    "فرنسا 9 لقاءات دولة",
  ]);
  assert.equal(page.list.hidden, false);
  assert.equal(page.field.getAttribute("aria-expanded"), "true");
  assert.deepEqual(page.asked.map(({ url }) => url), [`/suggest/?q=${encodeURIComponent("ماك")}`]);
});

test("only the last of several keys asks", async () => {
  const page = await typed(["ما", "ماك", "ماكر"]);
  assert.equal(page.asked.length, 1);
  assert.ok(page.delays.every((wait) => wait > 0));
});

test("one letter asks nothing", async () => {
  const page = await typed(" م ");
  assert.equal(page.asked.length, 0);
  assert.equal(page.list.hidden, true);
});

test("two letters are enough", async () => assert.equal((await typed("ما")).asked.length, 1));

for (const [name, answer] of [
  ["no result", () => ({ body: { results: [] } })],
  ["an error of the server", () => ({ ok: false, status: 500 })],
  ["no network", () => new Error("offline")],
]) {
  test(`${name}: the list stays closed`, async () => {
    const page = await typed("ماك", answer);
    assert.equal(page.list.hidden, true);
    assert.equal(page.field.getAttribute("aria-expanded"), "false");
  });
}

test("an answer to older words is not shown", async () => {
  const page = await typed("ماك", async () => {
    await settled();
    return { body: { results: RESULTS } };
  });
  page.field.value = "م";
  send(page.window, page.field, "input");
  await settled();
  await settled();
  assert.equal(page.list.hidden, true);
});

test("arrows go round the list", async () => {
  const page = await typed("ماك");
  press(page.window, page.field, "ArrowDown");
  assert.deepEqual(chosen(page), [true, false]);
  assert.equal(page.field.getAttribute("aria-activedescendant"), page.options()[0].id);
  press(page.window, page.field, "ArrowDown");
  assert.deepEqual(chosen(page), [false, true]);
  press(page.window, page.field, "ArrowDown");
  assert.deepEqual(chosen(page), [true, false]);
  press(page.window, page.field, "ArrowUp");
  assert.deepEqual(chosen(page), [false, true]);
});

test("the first arrow up chooses the last name", async () => {
  const page = await typed("ماك");
  press(page.window, page.field, "ArrowUp");
  assert.deepEqual(chosen(page), [false, true]);
});

test("Escape closes, and other keys are left to the field", async () => {
  const page = await typed("ماك");
  assert.equal(press(page.window, page.field, "a").defaultPrevented, false);
  assert.equal(press(page.window, page.field, "Escape").defaultPrevented, true);
  assert.equal(page.list.hidden, true);
  assert.equal(press(page.window, page.field, "ArrowDown").defaultPrevented, false);
});

test("Enter without a choice sends the search", async () => {
  const page = await typed("ماك");
  assert.equal(press(page.window, page.field, "Enter").defaultPrevented, false);
});

test("leaving the field closes the list", async () => {
  const page = await typed("ماك");
  page.field.blur();
  assert.equal(page.list.hidden, true);
});
