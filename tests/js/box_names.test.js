/* Names of the admin's boxes for screen readers. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { pageWith, settled } = require("./page.js");

const BOX = (id) => `<span class="select2"><span class="select2-selection" role="combobox" aria-labelledby="shown-${id}">
  <span class="select2-selection__rendered" id="shown-${id}" role="textbox" aria-readonly="true"></span></span></span>`;

function nameOf(window, id) {
  const box = window.document.querySelector(`#shown-${id}`).parentElement;
  const named = (box.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean);
  return box.getAttribute("aria-label") || named.map((one) => window.document.getElementById(one).textContent.trim()).join(" ");
}

test("a box of Select2 is named after its label and its value", () => {
  const window = pageWith(`<label for="place">Place:</label><select id="place"></select>${BOX("place")}`, ["admin-mahdar/box_names.js"]);
  window.document.querySelector("#shown-place").textContent = "Baghdad";
  assert.equal(nameOf(window, "place"), "Place: Baghdad");
  assert.equal(window.document.querySelector("#shown-place").hasAttribute("role"), false);
});

test("without a label it has the name that its row gives it", () => {
  const window = pageWith(`<select id="a" aria-label="Side"></select>${BOX("a")}<select id="b"></select>${BOX("b")}`, ["admin-mahdar/box_names.js"]);
  assert.equal(nameOf(window, "a"), "Side");
  assert.equal(nameOf(window, "b"), "");
});

test("a box that a new row brings is named", async () => {
  const window = pageWith(`<form></form>`, ["admin-mahdar/box_names.js"]);
  window.document.querySelector("form").innerHTML = `<div><select id="a" aria-label="Side"></select>${BOX("a")}</div>`;
  await settled();
  assert.equal(nameOf(window, "a"), "Side");
});

test("an empty head of a column becomes a cell", () => {
  const window = pageWith(`<table><thead><tr><th class="original"></th><th>Name</th></tr></thead></table>`, ["admin-mahdar/box_names.js"]);
  assert.deepEqual([...window.document.querySelectorAll("tr > *")].map((one) => one.tagName), ["TD", "TH"]);
});
