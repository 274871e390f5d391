/* A page for the tests: the HTML given, in jsdom, with scripts of static/ run in their order. */
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { JSDOM } = require("jsdom");

const STATIC = join(__dirname, "..", "..", "static");

/** Return the window of a page with `body`; `prepare(window)` runs before the scripts. */
function pageWith(body, scripts, { prepare = () => {}, url = "http://mahdar.example/", dir = "rtl" } = {}) {
  const html = `<!doctype html><html lang="ar" dir="${dir}"><head><title>محضر</title></head><body>${body}</body></html>`;
  const { window } = new JSDOM(html, { url, runScripts: "outside-only", pretendToBeVisual: true });
  window.CSS ??= {};
  window.CSS.escape ??= (text) => text.replace(/[^\w-]/g, "\\$&");
  window.Element.prototype.scrollIntoView = () => {}; // jsdom draws nothing
  prepare(window);
  // One program, as the scripts of one page share their names.
  window.eval(scripts.map((name) => readFileSync(join(STATIC, name), "utf8").replace(/^"use strict";$/gm, "")).join("\n"));
  return window;
}

/** Send an event that bubbles and can be prevented; return it. */
function send(window, target, type, properties = {}) {
  const event = new window.Event(type, { bubbles: true, cancelable: true });
  for (const [name, value] of Object.entries(properties)) Object.defineProperty(event, name, { value });
  target.dispatchEvent(event);
  return event;
}

/** Press a key on `target`; return the event. */
function press(window, target, key, more = {}) {
  const event = new window.KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

/** Let promises and timers of no length run. */
const settled = () => new Promise((resolve) => { setTimeout(resolve, 5); });

/** Return a fetch that answers each URL by `answer(url, options)`, and the list of what was asked. */
function fetchStub(answer) {
  const asked = [];
  const fetch = async (url, options = {}) => {
    asked.push({ url: String(url), ...options });
    const given = await answer(String(url), options);
    if (given instanceof Error) throw given;
    const text = typeof given.body === "string" ? given.body : JSON.stringify(given.body ?? {});
    return {
      ok: given.ok ?? true, status: given.status ?? 200, statusText: "", redirected: false,
      text: async () => text, json: async () => JSON.parse(text),
    };
  };
  return { fetch, asked };
}

/** Select the text of `node` between two offsets. */
function select(window, node, start, end) {
  const range = window.document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

module.exports = { pageWith, send, press, settled, fetchStub, select };
