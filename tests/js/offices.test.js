/* Offices in reports: keys choose and decide, decisions are sent without leaving the page, and undo brings them back. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { pageWith, press, settled } = require("./page.js");

const office = (value) => `<li class="office" tabindex="-1" data-office="${value}"><form class="decide">
  <input type="hidden" name="office" value="${value}">
  <button name="answer" value="record" data-key="KeyA">Record</button>
  <button name="answer" value="dismiss" data-key="KeyD">Dismiss</button></form></li>`;

const PAGE = `<span data-count="waiting">3</span><span data-count="dismissed">0</span>
<p class="offices-keys" hidden><label hidden><input type="checkbox" id="keys-on"></label></p>
<p class="offices-said"></p>
<form class="offices-undo" hidden><button name="answer" value="undo">Undo</button></form>
<div id="office-groups"><section class="office-group">
  <form class="decide-group"><input type="hidden" name="office" value="a"><input type="hidden" name="office" value="b">
    <button name="answer" value="record" data-group-key="KeyA">Record all 2</button></form>
  <ol>${office("a")}${office("b")}</ol></section>
  <section class="office-group"><ol>${office("c")}</ol></section>
  <p class="nothing" hidden>Nothing</p></div>`;

/** The page with a desk that answers each decision; `sent` are the decisions. */
function offices({ answers = () => ({}) } = {}) {
  const sent = [];
  const window = pageWith(PAGE, ["admin-mahdar/keys.js", "admin-mahdar/offices.js"], {
    prepare(page) {
      page.fetch = async (_address, options) => {
        if (!options) return { ok: true, text: async () => "<html></html>" };
        const given = { answer: options.body.get("answer"), values: options.body.getAll("office") };
        sent.push(given);
        const answer = answers(given);
        const type = answer ? "application/json" : "text/html";
        return {
          ok: true, headers: { get: () => type },
          json: async () => ({ message: "done", values: given.values, waiting: 2, dismissed: 0, canUndo: true, isError: false, ...answer }),
        };
      };
    },
  });
  const find = (selector) => window.document.querySelector(selector);
  const key = async (name, more = {}) => {
    press(window, window.document.body, name, { code: `Key${name.toUpperCase()}`, ...more });
    await settled();
  };
  return { window, find, key, sent, current: () => find(".is-current")?.dataset.office };
}

test("j and k move, and stop at the ends", async () => {
  const page = offices();
  assert.equal(page.current(), "a");
  await page.key("j");
  await page.key("j");
  await page.key("j");
  assert.equal(page.current(), "c");
  await page.key("k");
  assert.equal(page.current(), "b");
});

test("a key decides, and the next one is chosen", async () => {
  const page = offices();
  await page.key("d");
  assert.deepEqual(page.sent, [{ answer: "dismiss", values: ["a"] }]);
  assert.equal(page.find("[data-office=a]").hidden, true);
  assert.equal(page.current(), "b");
  assert.equal(page.find(".offices-said").textContent, "done");
  assert.equal(page.find("[data-count=waiting]").textContent, "2");
});

test("with the shift key the whole group is decided, without what was decided singly", async () => {
  const page = offices();
  await page.key("d");
  assert.equal(page.find("[data-group-key]").textContent, "Record all 1");
  await page.key("A", { shiftKey: true });
  assert.deepEqual(page.sent[1], { answer: "record", values: ["b"] });
  assert.equal(page.current(), "c");
  assert.equal(page.find(".office-group").hidden, true);
});

test("undo brings a decision back", async () => {
  const page = offices({ answers: ({ answer }) => (answer === "undo" ? { values: ["a"], canUndo: false } : {}) });
  await page.key("u");
  assert.deepEqual(page.sent, []);
  await page.key("a");
  await page.key("u");
  assert.deepEqual(page.sent[1], { answer: "undo", values: [] });
  assert.equal(page.find("[data-office=a]").hidden, false);
  assert.equal(page.current(), "a");
  assert.equal(page.find(".offices-undo").hidden, true);
});

test("a question of the desk is shown as a page", async () => {
  const page = offices({ answers: () => null });
  const forms = [];
  page.window.HTMLFormElement.prototype.requestSubmit = function submit() { forms.push(this.className); };
  await page.key("a");
  assert.deepEqual(forms, ["decide"]);
  assert.equal(page.find("[data-office=a]").hidden, false);
});

test("no key counts while they are off", async () => {
  const page = offices();
  page.window.localStorage.setItem("mahdar-keys-off", "1");
  await page.key("a");
  assert.deepEqual(page.sent, []);
});
