/* Drafts of forms: saved while one types, offered again, kept without a connection, forgotten once saved. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { fetchStub, pageWith, send, settled } = require("./page.js");

const KEY = "mahdar-draft:7:/admin/meetings/topic/1/change/#";
const URL_OF_FORM = "http://mahdar.example/en/admin/meetings/topic/1/change/";
const SCRIPT = `<script id="drafts-script" type="text/plain" data-user="7" data-save="/save/" data-discard-address="/discard/"
  data-saved="saved" data-signed-out="signed out" data-offline="offline" data-waits="waits" data-back-online="back"
  data-send-now="send" data-found="found" data-restore="restore" data-discard="discard"></script>`;

function form({ stored = {}, before = "", online = true, answer = () => ({}), page = "", url = URL_OF_FORM, draft = null, referrer = "" } = {}) {
  const { fetch, asked } = fetchStub(answer);
  const attribute = draft === null ? "" : ` data-draft="${draft}"`;
  const window = pageWith(`${SCRIPT}${before}<div id="content-main"><form method="post"${attribute}>
    <input type="hidden" name="csrfmiddlewaretoken" value="t"><input type="hidden" name="draft_page" value="${page}">
    <input id="name" name="name" value="saved"><textarea name="note"></textarea><input type="checkbox" name="tick" value="on">
    <input type="password" name="password1"><button name="_save" value="1">حفظ</button></form></div>`, ["admin-mahdar/drafts.js"], {
    url,
    prepare: (made) => {
      made.document.body.className = "change-form";
      made.fetch = fetch;
      made.sent = [];
      made.HTMLFormElement.prototype.submit = function submit() { made.sent.push([...new made.FormData(this)]); };
      Object.defineProperty(made.navigator, "onLine", { get: () => made.isOnline ?? online });
      Object.defineProperty(made.document, "referrer", { get: () => referrer });
      made.setTimeout = (act) => { made.timers = [...(made.timers ?? []), act]; return made.timers.length; };
      for (const [key, value] of Object.entries(stored)) made.localStorage.setItem(key, JSON.stringify(value));
    },
  });
  return { window, asked, document: window.document, bar: window.document.querySelector(".draft-bar") };
}

/** Type in the form and let its timers run. */
function type(window, text) {
  const box = window.document.getElementById("name");
  box.value = text;
  send(window, box, "input");
  run(window);
}

function run(window) {
  const due = window.timers ?? [];
  window.timers = [];
  for (const act of due) act();
}

const entries = (window) => Object.keys(window.localStorage).filter((key) => key.startsWith("mahdar-draft:"));

test("what is typed is saved in the browser, and then on the server", async () => {
  const { window, asked, bar } = form();
  type(window, "typed");
  const [key] = entries(window);
  assert.ok(key.startsWith(KEY));
  assert.deepEqual(JSON.parse(window.localStorage.getItem(key)).pairs, [["name", "typed"], ["note", ""]]);
  run(window);
  await settled();
  assert.equal(asked[0].url, "/save/");
  assert.equal(asked[0].headers["X-CSRFToken"], "t");
  assert.equal(asked[0].body.get("name"), "typed");
  assert.equal(asked[0].body.has("password1"), false);
  assert.equal(bar.textContent, "saved");
});

test("a form that nobody typed in leaves no draft", () => {
  const { window, asked } = form();
  send(window, window.document.getElementById("name"), "input");
  run(window);
  assert.deepEqual(entries(window), []);
  assert.deepEqual(asked, []);
});

test("a draft is offered and restored by the server, with its page", () => {
  const { document, window } = form({ stored: { [`${KEY}old`]: { at: Date.now(), pairs: [["name", "typed\nbefore"]] } } });
  const [restore] = document.querySelectorAll(".form-drafts button");
  restore.click();
  const sent = Object.fromEntries(window.sent[0]);
  assert.equal(sent.form_refill, "1");
  assert.equal(sent.draft_page, "old");
  assert.equal(sent.csrfmiddlewaretoken, "t");
  assert.equal(sent.name.replace("\r", ""), "typed\nbefore");
});

test("a draft of a plain form fills it here", () => {
  const stored = { [`${KEY}old`]: { at: Date.now(), pairs: [["name", "typed"], ["tick", "on"]] } };
  const { document, window } = form({ stored, draft: "" });
  document.body.className = "";
  document.querySelector(".form-drafts button").click();
  assert.equal(document.getElementById("name").value, "typed");
  assert.equal(document.querySelector("[name=tick]").checked, true);
  assert.equal(document.querySelector(".form-drafts"), null);
  assert.deepEqual(window.sent, []);
});

test("a form with its own way of filling sends what it names", () => {
  const { document, window } = form({ stored: { [`${KEY}old`]: { at: Date.now(), pairs: [["name", "x"]] } }, draft: "decision=check" });
  document.querySelector(".form-drafts button").click();
  assert.equal(Object.fromEntries(window.sent[0]).decision, "check");
});

test("a discarded draft is gone here and on the server", async () => {
  const { document, window, asked } = form({ stored: { [`${KEY}old`]: { at: Date.now(), pairs: [["name", "x"]] } } });
  document.querySelectorAll(".form-drafts button")[1].click();
  await settled();
  assert.deepEqual(entries(window), []);
  assert.equal(asked[0].url, "/discard/");
  assert.equal(asked[0].body.get("draft_page"), "old");
  assert.equal(document.querySelector(".form-drafts"), null);
});

test("drafts of other users, other forms and equal to the form are not offered", () => {
  const entry = { at: Date.now(), pairs: [["name", "x"]] };
  const stored = {
    [`${KEY.replace(":7:", ":8:")  }a`]: entry,
    [`${KEY.replace("/1/", "/2/")  }b`]: entry,
    [`${KEY}c`]: { at: Date.now(), pairs: [["name", "saved"], ["note", ""]] },
    [`${KEY}d`]: { at: 5, pairs: [["name", "too old"]] },
  };
  const { document, window } = form({ stored });
  assert.equal(document.querySelector(".form-drafts"), null);
  assert.equal(window.localStorage.getItem(`${KEY}d`), null);
});

test("the same draft from the server is offered once", () => {
  const before = `<section class="form-drafts"><ul><li data-draft-page="old">server</li></ul></section>`;
  const { document } = form({ before, stored: { [`${KEY}old`]: { at: Date.now(), pairs: [["name", "x"]] } } });
  assert.equal(document.querySelectorAll(".form-drafts li").length, 1);
  assert.equal(document.querySelector(".form-drafts li").textContent.includes("server"), false);
});

test("a saved form forgets its draft, a refused one keeps it", () => {
  const sent = { [`${KEY}old`]: { at: Date.now(), pairs: [["name", "x"]], sent: true } };
  const saved = form({ stored: sent, before: `<ul class="messagelist"><li class="success">saved</li></ul>` });
  assert.deepEqual(entries(saved.window), []);
  const next = form({ stored: sent, url: "http://mahdar.example/en/admin/", referrer: URL_OF_FORM });
  assert.deepEqual(entries(next.window), []);
  const refused = form({ stored: sent, page: "old" });
  assert.deepEqual(entries(refused.window), [`${KEY}old`]);
  const lost = form({ stored: sent, url: "http://mahdar.example/en/admin/" }); // typed in the address, after an error page
  assert.deepEqual(entries(lost.window), [`${KEY}old`]);
});

test("a form that was sent is not saved again while the page goes", () => {
  const { window, document, asked } = form();
  type(window, "typed");
  send(window, document.querySelector("form"), "submit");
  window.timers = []; // the form stopped them
  Object.defineProperty(document, "hidden", { get: () => true });
  send(window, document, "visibilitychange");
  run(window);
  assert.equal(JSON.parse(window.localStorage.getItem(entries(window)[0])).sent, true);
  assert.deepEqual(asked, []);
});

test("without a connection the form waits, and asks once it is back", async () => {
  const { window, document, bar } = form();
  type(window, "typed");
  window.isOnline = false;
  send(window, window, "offline");
  assert.equal(bar.textContent, "offline");
  const event = send(window, document.querySelector("form"), "submit", { submitter: document.querySelector("button[name=_save]") });
  assert.equal(event.defaultPrevented, true);
  assert.equal(bar.textContent, "waits");
  assert.equal(JSON.parse(window.localStorage.getItem(entries(window)[0])).pairs[0][1], "typed");
  window.isOnline = true;
  send(window, window, "online");
  await settled();
  assert.ok(bar.textContent.startsWith("back"));
  const asked = [];
  document.querySelector("form").requestSubmit = (button) => asked.push(button.name);
  bar.querySelector("button").click();
  assert.deepEqual(asked, ["_save"]);
});

test("a server that does not answer counts as no connection", async () => {
  const { window, bar } = form({ answer: () => new Error("down") });
  type(window, "typed");
  run(window);
  await settled();
  assert.equal(bar.textContent, "offline");
  assert.ok(bar.classList.contains("offline"));
});

test("an editor who is signed out reads it while typing", async () => {
  const { window, bar } = form({ answer: () => ({ ok: false, status: 403 }) });
  type(window, "typed");
  run(window);
  await settled();
  assert.equal(bar.textContent, "signed out");
});

test("a browser that stores nothing still sends the form", () => {
  const { window, document } = form();
  window.Storage.prototype.setItem = () => { throw new Error("full"); };
  type(window, "typed");
  assert.equal(send(window, document.querySelector("form"), "submit").defaultPrevented, false);
});
