/* Heads of columns without a title. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { pageWith } = require("./page.js");

test("an empty head of a column becomes a cell", () => {
  const window = pageWith(`<table><thead><tr><th class="original"></th><th>Name</th></tr></thead></table>`, ["admin-mahdar/column_heads.js"]);
  assert.deepEqual([...window.document.querySelectorAll("tr > *")].map((one) => one.tagName), ["TD", "TH"]);
});
