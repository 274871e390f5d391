/* Bring in: keys, rows that are added on the spot, and words of the text that fill the boxes beside it. */
"use strict";

(() => {
  const primary = (form) => form.querySelector("button.primary:not([disabled])");
  let leaving = false;
  let changed = false;

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form") || document.getElementById("reading");
    const button = form && primary(form);
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  });

  // --- The ways in -----------------------------------------------------------------------------------------------
  for (const form of document.querySelectorAll(".way-file")) {
    const input = form.querySelector("input[type=file]");
    const check = () => {
      const size = Array.from(input.files).reduce((sum, file) => sum + file.size, 0);
      input.setCustomValidity(size > form.dataset.limit * 1024 * 1024 ? form.dataset.tooLarge : "");
      return input.reportValidity();
    };
    input.addEventListener("change", check);
    form.addEventListener("submit", (event) => { if (!check()) event.preventDefault(); });
    for (const name of ["dragover", "dragleave", "drop"]) {
      form.addEventListener(name, (event) => {
        event.preventDefault();
        form.classList.toggle("dropping", name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) {
          input.files = event.dataTransfer.files;
          check();
        }
      });
    }
  }

  // What fetches something takes seconds: the button says so, and is not pressed twice.
  for (const form of document.querySelectorAll(".way form, form.way, #fetch-now")) {
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (event.defaultPrevented || !button) return;
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "1";
      button.classList.add("busy");
      if (button.dataset.busy) button.textContent = button.dataset.busy;
    });
  }
  // Back from the next page, the form can be sent again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector(".busy")?.classList.remove("busy");
    }
  });

  const form = document.getElementById("reading");
  if (!form) return;
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

  const of = (prefix) => form.querySelector(`[data-of="${CSS.escape(prefix)}"]`);
  const box = (prefix, name) => {
    const row = of(prefix);
    return row && Array.from(row.querySelectorAll(`[data-box="${name}"]`)).find((one) => one.closest("[data-of]") === row);
  };

  // --- Nothing is lost -------------------------------------------------------------------------------------------
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => { if (changed && !leaving) event.preventDefault(); });
  const wrong = form.querySelector(".errorlist");
  if (wrong) {
    const inside = wrong.closest("details");
    if (inside) inside.open = true;
    wrong.closest(".box, .card")?.querySelector("input:not([type=hidden]), select")?.focus();
  }

  // --- Rows ------------------------------------------------------------------------------------------------------
  function copyOf(template, replacements) {
    const holder = document.createElement("template");
    let html = document.getElementById(template).innerHTML;
    for (const [from, to] of Object.entries(replacements)) html = html.replaceAll(from, to);
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  }

  /** Autocompletes are called by the label of their box, also while they are empty. */
  function nameAutocompletes(root) {
    for (const selection of root.querySelectorAll(".box .select2-selection")) {
      const label = selection.closest(".box").querySelector("label");
      label.id = label.id || `${label.htmlFor}_label`;
      const named = selection.getAttribute("aria-labelledby") || "";
      if (!named.includes(label.id)) selection.setAttribute("aria-labelledby", `${label.id} ${named}`.trim());
      for (const part of selection.querySelectorAll(".select2-search__field, [role=textbox]")) {
        part.setAttribute("aria-labelledby", label.id);
      }
    }
  }
  window.django?.jQuery(() => setTimeout(() => nameAutocompletes(form)));

  function settle(row) {
    // Django's autocompletes listen for this.
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true }));
    nameAutocompletes(row);
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

  // --- Marks of the editor's own ---------------------------------------------------------------------------------
  const BOX_OF = { date: "date", place: "place", participant: "name", title: "title", side: "side", kind: "kind", topic: "topics" };

  function rangeOf(start, end) {
    const units = (count) => points.slice(0, count).join("").length;
    const [from, to] = [units(start), units(end)];
    const range = document.createRange();
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    let before = 0;
    let begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const after = before + node.data.length;
      if (!begun && from < after) {
        range.setStart(node, from - before);
        begun = true;
      }
      if (to <= after) {
        range.setEnd(node, to - before);
        break;
      }
      before = after;
    }
    return range;
  }

  /** Show the editor's marks under the boxes of `root` and in the text. */
  function marksOf(root) {
    field.value = JSON.stringify(marks);
    for (const list of root.querySelectorAll(".own-marks")) list.remove();
    marks.forEach((mark) => {
      const target = box(mark.of, BOX_OF[mark.fact]);
      if (!target || !root.contains(target)) return;
      let list = target.querySelector(".own-marks");
      if (!list) {
        list = document.createElement("ul");
        list.className = "own-marks";
        target.append(list);
      }
      const item = document.createElement("li");
      const quote = document.createElement("bdi");
      quote.textContent = points.slice(mark.start, mark.end).join("").slice(0, 60);
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "×";
      remove.setAttribute("aria-label", `× ${quote.textContent}`);
      remove.addEventListener("click", () => {
        marks = marks.filter((one) => one !== mark);
        marksOf(form);
      });
      item.append(quote, remove);
      list.append(item);
    });
    if (body && window.Highlight && CSS.highlights) {
      CSS.highlights.set("mahdar-own", new Highlight(...marks.map((mark) => rangeOf(mark.start, mark.end))));
    }
  }

  function put(prefix, name, value, label) {
    const target = box(prefix, name);
    const input = target && target.querySelector("select, input:not([type=hidden])");
    if (!input) return;
    if (input.matches("select.admin-autocomplete")) {
      let option = Array.from(input.options).find((one) => one.value === value);
      if (!option) {
        option = new Option(label || value, value, true, true);
        input.append(option);
      }
      option.selected = true;
      window.django.jQuery(input).trigger("change");
    } else {
      input.value = value;
    }
    changed = true;
  }

  async function read(fact, prefix) {
    const query = new URLSearchParams({ fact, start: words.start, end: words.end });
    query.set("published", form.elements.namedItem("published").value);
    for (const name of ["side", "title"]) {
      const input = box(prefix, name)?.querySelector("select, input");
      if (input) query.set(name, input.value);
    }
    try {
      const answer = await fetch(`${form.dataset.words}?${query}`, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : { boxes: {}, note: "" };
    } catch {
      return { boxes: {}, note: "" };
    }
  }

  /** The words that are selected state `fact` of the meeting or the person that the list names. */
  async function state(fact, ofPerson) {
    const chosen = words;
    let [card, person] = whom.value.split(" ");
    const untouched = !whom.dataset.touched;
    if (ofPerson || fact === "participant") {
      if (untouched) person = ofPerson && active && of(active)?.matches(".person") ? active : "";
      if (untouched && person) card = person.split("-")[0];
      if (!person) person = addPerson(of(card)).dataset.of;
    }
    const prefix = ofPerson || fact === "participant" ? person : card;
    const { boxes, note } = await read(fact, prefix);
    for (const [name, { value, label }] of Object.entries(boxes)) put(prefix, name, value, label);
    if (fact !== "topic") marks = marks.filter((mark) => !(mark.of === prefix && mark.fact === fact));
    const mark = { of: prefix, fact, start: chosen.start, end: chosen.end };
    if (fact === "topic") mark.value = boxes.topics ? boxes.topics.value : "";
    if (fact !== "topic" || mark.value) marks.push(mark);
    active = prefix;
    marksOf(form);
    close();
    const target = box(prefix, BOX_OF[fact]);
    target?.closest("details")?.setAttribute("open", "");
    target?.scrollIntoView({ block: "nearest" });
    (target?.querySelector("input:not([type=hidden]), .select2-selection, select"))?.focus();
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
        const name = row.querySelector(".box-official option:checked")?.textContent
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
})();
