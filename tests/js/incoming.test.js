/* The import pages and the preview of an import. */
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { fetchStub, pageWith, press, send, settled } = require("./page.js");

const FILES = `
  <form class="way way-file" data-limit="1" data-too-large="كبير جدًا">
    <input type="file" multiple><button class="primary" data-busy="يُقرأ ...">استورد</button>
  </form>`;

function filesPage(sizes = []) {
  const window = pageWith(FILES, ["admin-mahdar/incoming.js"]);
  const form = window.document.querySelector("form");
  const input = form.querySelector("input");
  Object.defineProperty(input, "files", { value: sizes.map((size) => ({ size })), writable: true });
  const sent = () => send(window, form, "submit", { submitter: form.querySelector("button") });
  return { window, form, input, sent };
}

test("files over the limit are refused together", () => {
  const { input, sent } = filesPage([600 * 1024, 600 * 1024]);
  assert.equal(sent().defaultPrevented, true);
  assert.equal(input.validationMessage, "كبير جدًا");
});

test("files of exactly the limit are sent", () => assert.equal(filesPage([1024 * 1024]).sent().defaultPrevented, false));

test("a form is sent once, its button says so, and after going back it can be sent again", () => {
  const { window, form, sent } = filesPage([1]);
  assert.equal(sent().defaultPrevented, false);
  assert.equal(form.querySelector("button").textContent, "يُقرأ ...");
  assert.equal(sent().defaultPrevented, true);
  send(window, window, "pageshow");
  assert.equal(sent().defaultPrevented, false);
});

test("files that are dropped are chosen", () => {
  const { window, form, input } = filesPage();
  send(window, form, "dragover");
  assert.ok(form.classList.contains("dropping"));
  send(window, form, "drop", { dataTransfer: { files: [{ size: 3 }] } });
  assert.ok(!form.classList.contains("dropping"));
  assert.equal(input.files.length, 1);
});

test("Ctrl+Enter sends the form by its main button", () => {
  const { window, form } = filesPage([1]);
  const pressed = [];
  form.requestSubmit = (button) => pressed.push(button.className);
  assert.equal(press(window, form.querySelector("input"), "Enter").defaultPrevented, false);
  press(window, form.querySelector("input"), "Enter", { ctrlKey: true });
  press(window, form.querySelector("input"), "Enter", { metaKey: true });
  assert.deepEqual(pressed, ["primary", "primary"]);
});

// --- The preview --------------------------------------------------------------------------------------------------
const box = (name, input = `<input name="${name}">`) => `<div class="box box-${name}" data-box="${name}"><label>${name}</label>${input}</div>`;
const pick = (name, kind = name) => box(name, `<select data-picks="${kind}" data-complete="/complete/" data-creates="yes" aria-label="${name}"><option value="">—</option></select>`);
const topics = '<div class="box box-topics" data-box="topics"><ul class="picked-many" data-name="topics"></ul><select data-picks="topic" data-complete="/complete/" name="topics" aria-label="topics"><option value="">—</option></select></div>';
const person = (card, number) => `<div class="person" data-of="${card}-${number}">
  ${pick("official")}${pick("side")}${box("title")}${box("name")}<p class="somebody-new">سيُسجَّل شخص جديد</p></div>`;
const card = (number, people) => `<fieldset class="card" data-of="${number}"><legend>لقاء ${number}</legend>
  ${box("headline")}${box("date")}${box("precision")}${pick("place")}${box("kind")}${topics}
  <div class="people">${people}</div><input type="hidden" data-people-count value="1"><button data-adds="person">+</button></fieldset>`;
const PREVIEW = `
  <form id="reading" data-words="/words/">
    <div class="marked-text"><div class="marked-text-body" tabindex="0">التقى 🕊️ ماكرون في باريس أمس</div></div>
    <input name="marks" value=""><input name="published" value="2021-03-30">
    <div class="cards">${card("0", person("0", 0))}</div><input type="hidden" data-meetings-count value="1">
    <button data-adds="meeting">+</button><button class="primary">انشر</button>
    <div class="palette" hidden><p class="quote"></p>
      <div class="says"><button type="button" data-fact="date" data-of-person="0">متى</button>
        <button type="button" data-fact="participant" data-of-person="0">من</button>
        <button type="button" data-fact="side" data-of-person="1">عن</button>
        <button type="button" data-fact="topic" data-of-person="0">موضوع</button></div>
      <select data-whom data-somebody="شخص جديد"></select><button type="button" data-closes>×</button></div>
    <p data-said data-marked="عُلّم:"></p>
  </form>
  <template id="blank-card">${card("__card__", "")}</template>
  <template id="blank-person">${person("__card__", "__person__")}</template>`;

function preview(boxes = {}, note = "", results = []) {
  const { fetch, asked } = fetchStub((url) => ({ body: url.startsWith("/complete/") ? { results } : { boxes, note } }));
  const window = pageWith(PREVIEW, ["admin-mahdar/ranges.js", "admin-mahdar/picking.js", "admin-mahdar/preview.js"], {
    prepare: (made) => {
      made.fetch = fetch;
      made.Range.prototype.getBoundingClientRect = () => ({ left: 0, top: 0, bottom: 0 });
      Object.defineProperty(made.HTMLElement.prototype, "offsetParent", { get() { return this.parentNode; } });
    },
  });
  const find = (selector) => window.document.querySelector(selector);
  const marks = () => JSON.parse(find("[name=marks]").value);
  const mark = (start, end, quote) => window.document.dispatchEvent(new window.CustomEvent("mahdar:marked", { detail: { start, end, quote } }));
  const state = async (fact) => { send(window, find(`[data-fact=${fact}]`), "click"); await settled(); };
  return { window, find, marks, mark, state, asked };
}

test("marked words fill the box and are saved as a mark", async () => {
  const page = preview({ date: { value: "2021-03-29" } });
  page.mark(23, 26, "أمس");
  assert.equal(page.find(".palette").hidden, false);
  assert.equal(page.find(".quote").textContent, "أمس");
  await page.state("date");
  assert.equal(page.find('[data-of="0"] [name=date]').value, "2021-03-29");
  assert.deepEqual(page.marks(), [{ of: "0", fact: "date", start: 23, end: 26 }]);
  assert.equal(page.asked[0].url, "/words/?fact=date&start=23&end=26&published=2021-03-30");
  assert.equal(page.find("[data-said]").textContent, "عُلّم: أمس");
  assert.equal(page.find(".palette").hidden, true);
});

test("words of the same fact replace those before; the mark shows its words", async () => {
  const page = preview({ date: { value: "2021-03-29" } });
  for (const [start, end] of [[0, 5], [9, 15]]) {
    page.mark(start, end, "");
    await page.state("date");
  }
  assert.deepEqual(page.marks().map(({ start }) => start), [9]);
  assert.equal(page.find(".own-marks bdi").textContent, "ماكرون"); // after a sign of two units
});

test("topics are several, and one without a value is left out", async () => {
  const page = preview({ topics: { value: "3", label: "الأمن" } });
  for (const start of [0, 9]) {
    page.mark(start, start + 5, "");
    await page.state("topic");
  }
  assert.deepEqual(page.marks().map(({ value }) => value), ["3", "3"]);
  assert.deepEqual(Array.from(page.window.document.querySelectorAll(".picked-many input"), (one) => [one.value, one.checked]), [["3", true]]);
  const unknown = preview({});
  unknown.mark(0, 5, "التقى");
  await unknown.state("topic");
  assert.deepEqual(unknown.marks(), []);
});

test("a name adds a person to the meeting", async () => {
  const page = preview({ name: { value: "ماكرون" } });
  page.mark(9, 15, "ماكرون");
  await page.state("participant");
  assert.equal(page.find('[data-of="0-1"] [name=name]').value, "ماكرون");
  assert.equal(page.find("[data-people-count]").value, "2");
  assert.equal(page.marks()[0].of, "0-1");
});

test("a side goes to the person that had the focus last", async () => {
  const page = preview({ side: { value: "country:7", label: "فرنسا" } });
  send(page.window, page.find('[data-of="0-0"] [name=name]'), "focusin");
  page.mark(19, 24, "باريس");
  await page.state("side");
  assert.equal(page.find('[data-of="0-0"] .box-side select').value, "country:7");
  assert.equal(page.find('[data-of="0-0"] .box-side .picking-input').value, "فرنسا");
  assert.deepEqual(page.marks(), [{ of: "0-0", fact: "side", start: 19, end: 24 }]);
});

test("without such a person a side adds one", async () => {
  const page = preview({ side: { value: "country:7", label: "فرنسا" } });
  page.mark(19, 24, "باريس");
  await page.state("side");
  assert.equal(page.marks()[0].of, "0-1");
});

test("the list of persons decides where an editor chose in it", async () => {
  const page = preview({ side: { value: "country:7", label: "فرنسا" } });
  page.find('[data-of="0-0"] [name=name]').value = "ماكرون";
  page.mark(19, 24, "باريس");
  const whom = page.find("[data-whom]");
  assert.deepEqual(Array.from(whom.options, (option) => option.text), ["شخص جديد", "ماكرون"]);
  whom.value = "0 0-0";
  send(page.window, whom, "change");
  await page.state("side");
  assert.equal(page.marks()[0].of, "0-0");
});

test("a doubt about the words is shown", async () => {
  const page = preview({}, "ليس تاريخًا");
  page.mark(0, 5, "التقى");
  await page.state("date");
  assert.equal(page.find("[data-said]").textContent, "ليس تاريخًا");
  assert.ok(page.find("[data-said]").classList.contains("unclear"));
});

test("a mark can be removed", async () => {
  const page = preview({ date: { value: "2021-03-29" } });
  page.mark(23, 26, "أمس");
  await page.state("date");
  page.find(".own-marks button").click();
  assert.deepEqual(page.marks(), []);
  assert.equal(page.find(".own-marks"), null);
});

test("a digit says what the words state, Escape closes", async () => {
  const page = preview({ date: { value: "2021-03-29" } });
  page.mark(23, 26, "أمس");
  press(page.window, page.find(".palette"), "1", { code: "Digit1" });
  await settled();
  assert.equal(page.marks()[0].fact, "date");
  page.mark(23, 26, "أمس");
  press(page.window, page.find(".palette"), "Escape");
  assert.equal(page.find(".palette").hidden, true);
});

test("rows that are added count on and take the number of their meeting", () => {
  const page = preview();
  page.find('.cards + input + [data-adds="meeting"]').click();
  assert.equal(page.find("[data-meetings-count]").value, "2");
  page.find('[data-of="1"] [data-adds]').click();
  assert.ok(page.find('[data-of="1"] [data-of="1-1"]'));
});

// --- Its comboboxes ---------------------------------------------------------------------------------------------
const MINISTER = {
  value: "new:فؤاد معصوم", label: "فؤاد معصوم", isNew: true, title: "وزير خارجية العراق",
  fills: { side: { value: "country:3", label: "العراق" }, position: { value: "5", label: "وزير الخارجية" } },
};
const KNOWN = { value: "8", label: "هاكان فيدان", title: "وزير الخارجية التركي", fills: { side: { value: "country:4", label: "تركيا" } } };

/** Type into the box of a row, and choose the first entry with Enter. */
async function chooseIn(page, row, name) {
  const input = page.find(`[data-of="${row}"] .box-${name} .picking-input`);
  input.focus();
  input.value = "x";
  press(page.window, input, "ArrowDown");
  await settled();
  press(page.window, input, "Enter");
}

const rowOf = (page, row) => ["official", "side", "title", "name"].map((name) => page.find(`[data-of="${row}"] .box-${name} :is(select, input)`).value);

test("a new official is a row without one, with name, title and side of the typed words", async () => {
  const page = preview({}, "", [MINISTER]);
  page.find('[data-of="0"] [name=date]').value = "12/03/2025";
  await chooseIn(page, "0-0", "official");
  assert.match(page.asked[0].url, /day=12%2F03%2F2025/);
  assert.deepEqual(rowOf(page, "0-0"), ["", "country:3", "وزير خارجية العراق", "فؤاد معصوم"]);
  assert.equal(page.find("[data-said]").textContent, "سيُسجَّل شخص جديد");
  assert.equal(page.window.document.activeElement, page.find('[data-of="0-0"] [name=name]'));
});

test("an official fills empty boxes only, and another choice takes back what the first one filled", async () => {
  const results = [MINISTER];
  const page = preview({}, "", results);
  page.find('[data-of="0-0"] [name=title]').value = "الوزير";
  await chooseIn(page, "0-0", "official");
  assert.deepEqual(rowOf(page, "0-0"), ["", "country:3", "الوزير", "فؤاد معصوم"]);
  results[0] = KNOWN;
  await chooseIn(page, "0-0", "official");
  assert.deepEqual(rowOf(page, "0-0"), ["8", "country:4", "الوزير", ""]);
});

test("topics are added one by one, each with a box that removes it", async () => {
  const results = [{ value: "3", label: "الأمن" }];
  const page = preview({}, "", results);
  for (const value of ["3", "4", "3"]) {
    results[0] = { value, label: value };
    await chooseIn(page, "0", "topics");
  }
  assert.deepEqual(Array.from(page.window.document.querySelectorAll(".picked-many input"), (one) => one.value), ["3", "4"]);
  assert.equal(page.find('[data-of="0"] .box-topics select').value, "");
  assert.equal(page.find('[data-of="0"] .box-topics .picking-input').value, "");
});

test("boxes of added rows complete too", async () => {
  const page = preview({}, "", [KNOWN]);
  page.find('[data-of="0"] [data-adds]').click();
  await chooseIn(page, "0-1", "official");
  assert.equal(rowOf(page, "0-1")[0], "8");
});

test("a form that is sent by a key has what was typed in the box that the editor is still in", () => {
  const page = preview();
  const input = page.find('[data-of="0-0"] .box-side .picking-input');
  input.focus();
  input.value = "العراق";
  send(page.window, page.find("form"), "submit");
  assert.equal(page.find('[data-of="0-0"] .box-side select').value, "typed:العراق");
});

test("leaving the page warns only when something was changed and not sent", () => {
  const page = preview();
  const warns = () => send(page.window, page.window, "beforeunload").defaultPrevented;
  assert.equal(warns(), false);
  send(page.window, page.find("[name=published]"), "input");
  assert.equal(warns(), true);
  send(page.window, page.find("form"), "submit");
  assert.equal(warns(), false);
});
