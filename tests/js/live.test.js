/* The search updated in place. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { fetchStub, pageWith, send, settled } = require("./page.js");

const results = (heading) => `
  <div id="found" data-live><div class="result-line"><h2>${heading}</h2></div>
    <a id="facet-fr" href="?country=FR#found">فرنسا</a><nav class="pages"><a href="?page=2">٢</a></nav>
    <form action="/search/"><input name="q" value="لقاء"><input name="from" value=""></form></div>
  <div id="kept"></div><div id="tools"></div><p id="said"></p><a id="other" href="/about/">عن المحضر</a>`;
const PAGE = `<!doctype html><title>صفحة أخرى</title>${results("٣ لقاءات")}`;

function open(answer = () => ({ body: PAGE })) {
  const { fetch, asked } = fetchStub(answer);
  const left = [];
  const window = pageWith(results("٩ لقاءات"), ["js/live.js"], {
    url: "http://mahdar.example/search/",
    prepare: (made) => {
      made.fetch = fetch;
      made.AbortController = AbortController;
      // jsdom cannot leave a page; it reports that it was asked to.
      made._virtualConsole.removeAllListeners("jsdomError");
      made._virtualConsole.on("jsdomError", (error) => left.push(error.message));
    },
  });
  return { window, asked, left, element: (id) => window.document.getElementById(id) };
}

test("a facet replaces the results, the title and the URL, and announces the number", async () => {
  const page = open();
  assert.equal(send(page.window, page.element("facet-fr"), "click").defaultPrevented, true);
  assert.equal(page.element("found").getAttribute("aria-busy"), "true");
  await settled();
  assert.deepEqual(page.asked.map(({ url }) => url), ["?country=FR"]);
  assert.equal(page.window.location.search, "?country=FR");
  assert.equal(page.element("said").textContent, "٣ لقاءات");
  assert.equal(page.window.document.title, "صفحة أخرى");
  assert.equal(page.element("found").getAttribute("aria-busy"), null);
});

test("the chosen facet keeps the focus", async () => {
  const page = open();
  send(page.window, page.element("facet-fr"), "click");
  await settled();
  assert.equal(page.window.document.activeElement.id, "facet-fr");
});

test("another page of results gives the focus to its heading", async () => {
  const page = open();
  send(page.window, page.window.document.querySelector(".pages a"), "click");
  await settled();
  assert.equal(page.window.document.activeElement.textContent, "٣ لقاءات");
});

test("a form leaves out what is empty", async () => {
  const page = open();
  send(page.window, page.window.document.querySelector("form"), "submit");
  await settled();
  assert.deepEqual(page.asked.map(({ url }) => url), [`/search/?q=${encodeURIComponent("لقاء")}`]);
});

test("links outside, and clicks for a new tab, are the browser's", async () => {
  const page = open();
  const stop = (event) => event.preventDefault(); // after the script, so that jsdom does not try to follow
  assert.equal(page.window.document.querySelector("#other").dispatchEvent(new page.window.Event("click", { bubbles: true })), true);
  page.window.addEventListener("click", stop);
  for (const key of ["ctrlKey", "metaKey", "shiftKey", "altKey"]) send(page.window, page.element("facet-fr"), "click", { [key]: true });
  send(page.window, page.element("facet-fr"), "click", { button: 1 });
  await settled();
  assert.deepEqual(page.asked, []);
});

for (const [name, answer] of [
  ["an error of the server", () => ({ ok: false, status: 500 })],
  ["no network", () => new Error("offline")],
  ["a page that is not of results", () => ({ body: "<p>دخول</p>" })],
]) {
  test(`${name}: the browser opens the URL itself`, async () => {
    const page = open(answer);
    send(page.window, page.element("facet-fr"), "click");
    await settled();
    assert.equal(page.left.length, 1);
    assert.match(page.left[0], /navigation/);
    assert.equal(page.element("said").textContent, "");
  });
}

test("a newer choice ends the older request", async () => {
  const page = open((url, { signal }) => (url === "?page=2"
    ? new Promise((resolve) => { signal.addEventListener("abort", () => resolve(Object.assign(new Error("ended"), { name: "AbortError" }))); })
    : { body: PAGE }));
  send(page.window, page.window.document.querySelector(".pages a"), "click");
  send(page.window, page.element("facet-fr"), "click");
  await settled();
  assert.equal(page.window.location.search, "?country=FR");
  assert.deepEqual(page.left, []);
});

test("back shows the results of that URL", async () => {
  const page = open();
  send(page.window, page.element("facet-fr"), "click");
  await settled();
  page.window.history.back();
  await settled();
  await settled();
  assert.equal(page.asked.at(-1).url, "http://mahdar.example/search/");
});
