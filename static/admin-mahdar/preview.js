/* The preview of an import: rows that are added on the page, comboboxes that fill one another, and words of the text that
   fill the boxes beside it. */
/* global pickingBoxes */
"use strict";

(() => {
  const form = document.getElementById("reading");
  if (!form) return;
  let leaving = false;
  let changed = false;
  const body = form.querySelector(".marked-text-body");
  const points = body ? Array.from(body.textContent) : [];
  const palette = form.querySelector(".palette");
  const whom = palette.querySelector("[data-whom]");
  const said = form.querySelector("[data-said]");
  const field = form.elements.namedItem("marks");
  let marks = [];
  try { marks = JSON.parse(field.value || "[]"); } catch { marks = []; }
  let words = null; // what is selected: {start, end, quote}
  let active = null; // the row that had the focus last
  const FOCUSED = ".picking-input, input:not([type=hidden], [type=checkbox]), select:not([hidden])";

  const of = (prefix) => form.querySelector(`[data-of="${CSS.escape(prefix)}"]`);
  const box = (prefix, name) => {
    const row = of(prefix);
    return row && Array.from(row.querySelectorAll(`[data-box="${name}"]`)).find((one) => one.closest("[data-of]") === row);
  };

  // --- Unsaved changes -------------------------------------------------------------------------------------------
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => { if (changed && !leaving) event.preventDefault(); });

  // --- Rows ------------------------------------------------------------------------------------------------------
  function copyOf(template, replacements) {
    const holder = document.createElement("template");
    let html = document.getElementById(template).innerHTML;
    for (const [from, to] of Object.entries(replacements)) html = html.replaceAll(from, to);
    holder.innerHTML = html;
    for (const one of holder.content.querySelectorAll("noscript")) one.remove();
    return holder.content.firstElementChild;
  }

  function settle(row) {
    row.querySelectorAll("select[data-picks]").forEach(picking.enhance);
    row.dispatchEvent(new Event("change", { bubbles: true })); // drafts have the row
    marksOf(row);
    changed = true;
    return row;
  }

  function addPerson(card) {
    const count = card.querySelector("[data-people-count]");
    const row = copyOf("blank-person", { __card__: card.dataset.of, __person__: count.value });
    count.value = Number(count.value) + 1;
    card.querySelector(".people").append(row);
    return settle(row);
  }

  function addMeeting() {
    const count = form.querySelector("[data-meetings-count]");
    const card = copyOf("blank-card", { __card__: count.value });
    count.value = Number(count.value) + 1;
    form.querySelector(".cards").append(card);
    return settle(card);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-adds]");
    if (!button) return;
    event.preventDefault();
    const row = button.dataset.adds === "meeting" ? addMeeting() : addPerson(button.closest(".card"));
    row.scrollIntoView({ block: "nearest" });
    row.querySelector(".box-headline input, .box-name input")?.focus();
  });

  form.addEventListener("focusin", (event) => {
    const row = event.target.closest(".person, .card");
    if (row) active = row.dataset.of;
  });

  // --- Boxes -----------------------------------------------------------------------------------------------------
  const controlOf = (prefix, name) => box(prefix, name)?.querySelector("select, input:not([type=hidden], [type=checkbox])");

  function put(prefix, name, value, label = value) {
    const control = controlOf(prefix, name);
    if (!control) return;
    if (name === "topics") tickTopic(control, value, label);
    else if (control.matches("[data-picks]")) picking.put(control, value, label);
    else {
      control.value = value;
      control.dispatchEvent(new Event("change", { bubbles: true }));
    }
    changed = true;
  }

  /** Tick the box of a topic; it is added if there is none. */
  function tickTopic(select, value, label) {
    const list = select.parentElement.querySelector(".picked-many");
    const known = Array.from(list.querySelectorAll("input")).find((one) => one.value === value);
    const ticked = known || document.createElement("input");
    if (!known) {
      Object.assign(ticked, { type: "checkbox", name: list.dataset.name, value });
      const shown = document.createElement("bdi");
      shown.textContent = label;
      const item = document.createElement("li");
      item.append(document.createElement("label"));
      item.firstChild.append(ticked, " ", shown);
      list.append(item);
    }
    ticked.checked = true;
    picking.put(select, "", "");
    said.textContent = label;
  }

  // What a chosen official put into a box, and what was in it before. Another choice takes it back.
  const filled = new Map();

  function fill(prefix, name, value, label) {
    const control = controlOf(prefix, name);
    const before = { value: control.value, label: control.selectedOptions?.[0]?.text };
    put(prefix, name, value, label);
    filled.set(control, { value, before });
  }

  function takeBack(prefix, name) {
    const control = controlOf(prefix, name);
    const gave = filled.get(control);
    if (gave && control.value === gave.value) put(prefix, name, gave.before.value, gave.before.label);
    filled.delete(control);
  }

  /** Fill the boxes of a person from the chosen official. A new one is a person without an official, by the name. */
  function takeOfficial(row, { isNew, label, title, fills }, isLeft) {
    const prefix = row.dataset.of;
    for (const name of ["name", "title", "side"]) takeBack(prefix, name);
    if (isNew) {
      put(prefix, "official", "");
      fill(prefix, "name", label);
      said.textContent = row.querySelector(".somebody-new").textContent.trim();
    }
    if (title && !controlOf(prefix, "title").value) fill(prefix, "title", title);
    if (fills?.side && !controlOf(prefix, "side").value) fill(prefix, "side", fills.side.value, fills.side.label);
    if (isNew && !isLeft) controlOf(prefix, "name").focus();
  }

  const picking = pickingBoxes(
    (select) => {
      const card = select.closest(".card")?.dataset.of;
      return card ? { day: controlOf(card, "date").value, precision: controlOf(card, "precision").value } : {};
    },
    (select, entry, isLeft) => {
      if (select.dataset.picks === "official") takeOfficial(select.closest(".person"), entry, isLeft);
      if (select.dataset.picks === "topic") tickTopic(select, entry.value, entry.label);
      changed = true;
      const input = select.nextElementSibling;
      if (document.activeElement === input) input.select(); // the next letter begins another choice
    },
  );
  form.querySelectorAll("select[data-picks]").forEach(picking.enhance);

  // --- Marks made by the editor ---------------------------------------------------------------------------------
  const BOX_OF = { date: "date", place: "place", participant: "name", title: "title", side: "side", kind: "kind", topic: "topics" };

  const rangeOf = (start, end) => rangeBetween(body, unitsIn(points, start), unitsIn(points, end));

  /** Show the editor's marks under the boxes of `root` and in the text. */
  function marksOf(root) {
    field.value = JSON.stringify(marks);
    for (const list of root.querySelectorAll(".own-marks")) list.remove();
    marks.forEach((one) => {
      const target = box(one.of, BOX_OF[one.fact]);
      if (!target || !root.contains(target)) return;
      let list = target.querySelector(".own-marks");
      if (!list) {
        list = document.createElement("ul");
        list.className = "own-marks";
        target.append(list);
      }
      const item = document.createElement("li");
      const quote = document.createElement("bdi");
      quote.textContent = points.slice(one.start, one.end).join("").slice(0, 60);
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "×";
      remove.setAttribute("aria-label", `× ${quote.textContent}`);
      remove.addEventListener("click", () => {
        marks = marks.filter((other) => other !== one);
        marksOf(form);
      });
      item.append(quote, remove);
      list.append(item);
    });
    if (body && window.Highlight && CSS.highlights) {
      CSS.highlights.set("mahdar-own", new Highlight(...marks.map((one) => rangeOf(one.start, one.end))));
    }
  }

  async function read(fact, prefix) {
    const query = new URLSearchParams({ fact, start: words.start, end: words.end });
    query.set("published", form.elements.namedItem("published").value);
    for (const name of ["side", "title"]) {
      const control = controlOf(prefix, name);
      if (control) query.set(name, control.value);
    }
    try {
      const answer = await fetch(`${form.dataset.words}?${query}`, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : { boxes: {}, note: "" };
    } catch {
      return { boxes: {}, note: "" };
    }
  }

  /** Return the prefix of the meeting or the person that the selected words are about; add a person if there is none. */
  function subjectOf(fact, ofPerson) {
    let [card, person] = whom.value.split(" ");
    if (!ofPerson && fact !== "participant") return card;
    if (!whom.dataset.touched) {
      person = ofPerson && active && of(active)?.matches(".person") ? active : ""; // a name adds a person
      if (person) card = person.split("-")[0];
    }
    return person || addPerson(of(card)).dataset.of;
  }

  /** Replace the mark of `fact`; topics are several, each with its value. */
  function mark(prefix, fact, chosen, boxes) {
    const made = { of: prefix, fact, start: chosen.start, end: chosen.end };
    if (fact === "topic") {
      if (!boxes.topics?.value) return;
      made.value = boxes.topics.value;
    } else {
      marks = marks.filter((one) => !(one.of === prefix && one.fact === fact));
    }
    marks.push(made);
  }

  function focusBox(target) {
    if (!target) return;
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView({ block: "nearest" });
    target.querySelector(FOCUSED)?.focus();
  }

  /** Record that the selected words state `fact` of the meeting or the person that the list names. */
  async function state(fact, ofPerson) {
    const chosen = words;
    const prefix = subjectOf(fact, ofPerson);
    const { boxes, note } = await read(fact, prefix);
    for (const [name, { value, label }] of Object.entries(boxes)) put(prefix, name, value, label);
    mark(prefix, fact, chosen, boxes);
    active = prefix;
    marksOf(form);
    close();
    focusBox(box(prefix, BOX_OF[fact]));
    said.textContent = note || `${said.dataset.marked} ${chosen.quote}`;
    said.classList.toggle("unclear", Boolean(note));
  }

  function fillWhom() {
    whom.replaceChildren();
    delete whom.dataset.touched;
    const cards = form.querySelectorAll(".card");
    for (const card of cards) {
      const group = document.createElement("optgroup");
      group.label = card.querySelector(".box-headline input").value || card.querySelector("legend").textContent.trim();
      group.append(new Option(whom.dataset.somebody, `${card.dataset.of} `));
      for (const row of card.querySelectorAll(".person")) {
        const name = row.querySelector(".box-official option:checked:not([value=''])")?.textContent
          || row.querySelector(".box-name input").value || row.querySelector(".box-title input").value;
        if (name) group.append(new Option(name, `${card.dataset.of} ${row.dataset.of}`));
      }
      whom.append(group);
    }
    const card = active && of(active)?.closest(".card");
    if (card) whom.value = `${card.dataset.of} `;
  }

  function open() {
    if (!form.querySelector(".card")) addMeeting();
    fillWhom();
    palette.querySelector(".quote").textContent = words.quote;
    palette.hidden = false;
    const place = rangeOf(words.start, words.end).getBoundingClientRect();
    const parent = palette.offsetParent.getBoundingClientRect();
    const left = Math.min(Math.max(place.left, 8), innerWidth - palette.offsetWidth - 16);
    const below = place.bottom + 8 + palette.offsetHeight < innerHeight;
    palette.style.left = `${left - parent.left}px`;
    palette.style.top = `${(below ? place.bottom + 8 : Math.max(8, place.top - palette.offsetHeight - 8)) - parent.top}px`;
    palette.querySelector(".says button").focus({ preventScroll: true });
  }

  function close() {
    palette.hidden = true;
    words = null;
    CSS.highlights?.delete("mahdar-chosen");
  }

  whom.addEventListener("change", () => { whom.dataset.touched = "1"; });
  document.addEventListener("mahdar:marked", (event) => {
    words = event.detail;
    open();
  });
  palette.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fact]");
    if (button) state(button.dataset.fact, button.dataset.ofPerson === "1");
    if (event.target.closest("[data-closes]")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (palette.hidden || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      close();
      body.focus({ preventScroll: true });
    }
    const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const button = number && palette.querySelectorAll("[data-fact]")[number[1] - 1];
    if (button && !event.target.matches("select")) {
      event.preventDefault();
      button.click();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!palette.hidden && !palette.contains(event.target) && !body.contains(event.target)) close();
  });

  marksOf(form);
  const wrong = form.querySelector(".errorlist");
  if (wrong) {
    const inside = wrong.closest("details");
    if (inside) inside.open = true;
    wrong.closest(".box, .card")?.querySelector(FOCUSED)?.focus();
  }
})();
