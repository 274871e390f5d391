/* Copying a citation and a URL: cite.js and share.js by clipboard.js. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { pageWith, send, settled } = require("./page.js");

const CITATION = `
  <div class="citation" data-copied="نُسخ" data-by-hand="انسخه بيدك">
    <p class="cite">محضر، <cite>لقاء باريس</cite></p><button data-copy-text>نسخ</button><span role="status"></span>
  </div>`;
const SHARE = `
  <div data-share data-title="لقاء" data-copied="نُسخ" data-by-hand="انسخه بيدك">
    <input readonly value="http://mahdar.example/m/1/"><button data-copy hidden>نسخ</button>
    <button data-hand-on hidden>مشاركة</button><span role="status"></span>
  </div>`;

/** A clipboard that saves what is written, or refuses it. */
function withClipboard(texts, refuses = false) {
  return (window) => {
    const writeText = async (text) => { if (refuses) throw new Error("refused"); texts.push(text); };
    Object.defineProperty(window.navigator, "clipboard", { value: { writeText } });
  };
}

async function statusAfterClick(body, script, button, prepare) {
  const window = pageWith(body, ["js/clipboard.js", script], { prepare });
  send(window, window.document.querySelector(button), "click");
  await settled();
  return window.document.querySelector("[role=status]").textContent;
}

test("a citation is copied without its markup", async () => {
  const texts = [];
  assert.equal(await statusAfterClick(CITATION, "js/cite.js", "[data-copy-text]", withClipboard(texts)), "نُسخ");
  assert.deepEqual(texts, ["محضر، لقاء باريس"]);
});

test("a URL is copied, and its field selected", async () => {
  const texts = [];
  assert.equal(await statusAfterClick(SHARE, "js/share.js", "[data-copy]", withClipboard(texts)), "نُسخ");
  assert.deepEqual(texts, ["http://mahdar.example/m/1/"]);
});

for (const [body, script, button] of [[CITATION, "js/cite.js", "[data-copy-text]"], [SHARE, "js/share.js", "[data-copy]"]]) {
  test(`${script}: a refused copy asks the reader to copy by hand`, async () => {
    assert.equal(await statusAfterClick(body, script, button, withClipboard([], true)), "انسخه بيدك");
  });

  test(`${script}: without a clipboard the old command copies`, async () => {
    const commands = [];
    const prepare = (window) => { window.document.execCommand = (name) => commands.push(name) > 0; };
    assert.equal(await statusAfterClick(body, script, button, prepare), "نُسخ");
    assert.deepEqual(commands, ["copy"]);
  });
}

test("a click elsewhere copies nothing", async () => {
  const texts = [];
  assert.equal(await statusAfterClick(CITATION, "js/cite.js", ".cite", withClipboard(texts)), "");
  assert.deepEqual(texts, []);
});

test("the device's sharing is offered only where there is one", () => {
  const button = (prepare) => pageWith(SHARE, ["js/clipboard.js", "js/share.js"], { prepare }).document.querySelector("[data-hand-on]");
  assert.equal(button().hidden, true);
  assert.equal(button((window) => { window.navigator.share = async () => {}; }).hidden, false);
});

test("the device gets the title and the URL", async () => {
  const shared = [];
  const prepare = (window) => { window.navigator.share = async (what) => shared.push({ ...what }); };
  const window = pageWith(SHARE, ["js/clipboard.js", "js/share.js"], { prepare });
  send(window, window.document.querySelector("[data-hand-on]"), "click");
  await settled();
  assert.deepEqual(shared, [{ title: "لقاء", url: "http://mahdar.example/m/1/" }]);
});
