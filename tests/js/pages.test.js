/* The smaller scripts: evidence.js, api.js, comfort.js and going_on.js. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { fetchStub, pageWith, press, send, settled } = require("./page.js");

test("every piece of an evidence is pointed at", () => {
  const body = '<mark data-evidence="1 2">أ</mark><mark data-evidence="2">ب</mark><mark data-evidence="22">ج</mark>';
  const pointed = (url) => Array.from(pageWith(body, ["js/evidence.js"], { url }).document.querySelectorAll(".pointed"), (mark) => mark.textContent);
  assert.deepEqual(pointed("http://mahdar.example/#e2"), ["أ", "ب"]);
  assert.deepEqual(pointed("http://mahdar.example/#other"), []);
});

const TRY = `
  <form class="api-try" data-path="/api/v1/officials/{slug}/">
    <input name="slug" data-in="path" value="a b"><input name="fields" data-in="query" value="name,slug"><input name="lang" data-in="query" value=" ">
    <div class="api-answer" hidden><p class="api-curl"><code></code></p>
      <p class="api-status" data-waiting="..." data-failed="لا جواب"></p><p class="api-result"><code></code></p></div>
  </form>`;

test("a route is tried with its values in path and query", async () => {
  const asked = [];
  const window = pageWith(TRY, ["js/api.js"], { prepare: (made) => {
    made.fetch = async (url) => {
      asked.push(url);
      return { status: 200, text: async () => '{"a":1}', headers: new made.Headers({ RateLimit: "r=9" }) };
    };
  } });
  send(window, window.document.forms[0], "submit");
  await settled();
  const text = (selector) => window.document.querySelector(selector).textContent;
  assert.deepEqual(asked, ["/api/v1/officials/a%20b/?fields=name,slug"]);
  assert.equal(text(".api-curl code"), "curl 'http://mahdar.example/api/v1/officials/a%20b/?fields=name,slug'");
  assert.equal(text(".api-result code"), '{\n  "a": 1\n}');
  assert.match(text(".api-status"), /^200 · \d+ ms · RateLimit: r=9$/);
});

test("a route that does not answer is reported", async () => {
  const window = pageWith(TRY, ["js/api.js"], { prepare: (made) => { made.fetch = fetchStub(() => new Error("offline")).fetch; } });
  send(window, window.document.forms[0], "submit");
  await settled();
  assert.equal(window.document.querySelector(".api-status").textContent, "لا جواب");
});

const FORM = `<div id="content-main"><form method="post"><input name="headline" value="لقاء">
  <button name="_save">احفظ</button><button name="_continue">احفظ وتابع</button></form></div>`;

async function desk() {
  const window = pageWith(FORM, [], {});
  window.document.body.className = "change-form";
  const form = window.document.querySelector("form");
  const pressed = [];
  form.requestSubmit = (button) => pressed.push(button.name);
  const { readFileSync } = require("node:fs");
  window.eval(readFileSync(`${__dirname}/../../static/admin-mahdar/comfort.js`, "utf8"));
  send(window, window, "load");
  await settled();
  return { window, form, pressed, warns: () => send(window, window, "beforeunload").defaultPrevented };
}

test("Ctrl+S saves and stays, with Shift it saves and leaves, on every layout", async () => {
  const { window, form, pressed } = await desk();
  press(window, form, "s", { ctrlKey: true, code: "KeyS" });
  press(window, form, "S", { ctrlKey: true, shiftKey: true, code: "KeyS" });
  press(window, form, "س", { metaKey: true, code: "KeyS" });
  press(window, form, "s", { code: "KeyS" });
  press(window, form, "s", { ctrlKey: true, altKey: true, code: "KeyS" });
  assert.deepEqual(pressed, ["_continue", "_save", "_continue"]);
});

test("the desk warns before changes are lost, and not when they are sent", async () => {
  const { window, form, warns } = await desk();
  assert.equal(warns(), false);
  form.elements.headline.value = "لقاء آخر";
  assert.equal(warns(), true);
  send(window, form, "submit");
  assert.equal(warns(), false);
});

test("a long action goes on without a click", () => {
  let sent = 0;
  pageWith('<form id="going-on"></form>', ["admin-mahdar/going_on.js"], {
    prepare: (window) => { window.HTMLFormElement.prototype.requestSubmit = () => { sent += 1; }; },
  });
  assert.equal(sent, 1);
});
