/* Who else has a record open. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { fetchStub, pageWith, send, settled } = require("./page.js");

function page(answer, body = `<p data-presence="/presence/" data-kind="meeting" data-id="3"></p><input name="csrfmiddlewaretoken" value="t">`) {
  const { fetch, asked } = fetchStub(answer);
  const beats = [];
  const window = pageWith(body, ["admin-mahdar/presence.js"], {
    prepare: (made) => {
      made.fetch = fetch;
      made.setInterval = (act) => beats.push(act);
    },
  });
  return { window, asked, beats, line: window.document.querySelector("p") };
}

test("the page says that it is open, and shows who else has it open", async () => {
  let text = "omar has this open too.";
  const { asked, beats, line } = page(() => ({ body: { text } }));
  await settled();
  assert.equal(asked[0].body.get("kind"), "meeting");
  assert.equal(asked[0].body.get("id"), "3");
  assert.equal(asked[0].headers["X-CSRFToken"], "t");
  assert.equal(line.textContent, text);
  text = "";
  await beats[0]();
  assert.equal(line.textContent, "");
});

test("it says so when the page is left", async () => {
  const { window, asked } = page(() => ({ body: {} }));
  send(window, window, "pagehide");
  assert.equal(asked.at(-1).body.get("closed"), "1");
  assert.equal(asked.at(-1).keepalive, true);
});

test("no answer, a refusal and a page without a record are calm", async () => {
  const lost = page(() => new Error("down"));
  const refused = page(() => ({ ok: false, status: 403, body: "no" }));
  await settled();
  assert.equal(lost.line.textContent + refused.line.textContent, "");
  assert.deepEqual(page(() => ({}), "<p></p>").asked, []);
});
