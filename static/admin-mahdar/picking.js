/* Selects with one record of a long list (meetings/admin/participants/picking.py) as comboboxes that ask the desk.
   Without this script the select and the text box beside it work. */
/* exported pickingBoxes */
"use strict";

const PICKING_WAIT_MS = 120; // after the last key
const BOXES = "td, .more-box, .correct-field, .fieldBox, .form-row, .box"; // what has one box and its errors

/** The one list of a page, which all its boxes show their entries in. */
function makePickingList() {
  const list = document.createElement("ul");
  list.id = "picking-list";
  list.className = "picking-list";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  document.body.append(list);
  return list;
}

/** The comboboxes of a form. `context` returns what the desk needs to know beside the text, `taken` is called with the
    select, the chosen entry, and whether the editor goes on to the next box. */
function pickingBoxes(context, taken) {
  const list = document.getElementById("picking-list") || makePickingList();
  let open = null; // the input whose entries are shown
  let entries = [];
  let active = -1;
  let asked = 0;
  let timer = 0;
  let waiting = null; // the input whose answer is on the way
  let isWanted = false; // whether Enter was pressed before the answer came: it chooses the first entry

  const close = () => {
    clearTimeout(timer);
    asked += 1;
    waiting = null;
    isWanted = false;
    list.hidden = true;
    active = -1;
    entries = [];
    open?.setAttribute("aria-expanded", "false");
    open?.removeAttribute("aria-activedescendant");
    open = null;
  };

  const mark = (index) => {
    active = entries.length ? (index + entries.length) % entries.length : -1;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    if (active < 0) return;
    open.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };

  const place = () => {
    const box = open.getBoundingClientRect();
    const bar = document.querySelector(".submit-row, #reading > .decide")?.offsetHeight || 0; // always in sight at the end of the window
    const below = innerHeight - bar - box.bottom;
    const isAbove = below < 200 && box.top > below;
    list.style.minInlineSize = `${Math.max(box.width, 260)}px`;
    list.style.maxBlockSize = `${Math.max(120, Math.min(340, (isAbove ? box.top : below) - 12))}px`;
    list.style.insetBlockStart = isAbove ? "auto" : `${box.bottom}px`;
    list.style.insetBlockEnd = isAbove ? `${innerHeight - box.top}px` : "auto";
    const isRtl = document.documentElement.dir === "rtl";
    list.style.insetInlineStart = `${Math.max(4, isRtl ? document.documentElement.clientWidth - box.right : box.left)}px`;
  };

  const show = (input, results) => {
    const isChosen = isWanted;
    waiting = null;
    isWanted = false;
    open = input;
    entries = results;
    if (isChosen && results.length) return choose(input, results[0]);
    list.setAttribute("aria-label", input.getAttribute("aria-label"));
    list.replaceChildren(...results.map((entry, index) => {
      const option = document.createElement("li");
      option.id = `picking-${index}`;
      option.setAttribute("role", "option");
      option.classList.toggle("is-new", Boolean(entry.isNew));
      const label = document.createElement("bdi");
      label.textContent = entry.words || entry.label;
      option.append(label);
      if (entry.about) {
        const about = document.createElement("bdi");
        about.className = "about";
        about.textContent = entry.about;
        option.append(" ", about);
      }
      return option;
    }));
    list.hidden = results.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (results.length === 0) return close();
    place();
    mark(0);
  };

  const selectOf = (input) => input.previousElementSibling;

  /** Return the entries of a list that a box takes: not every box creates records. */
  const takenBy = (select, results) => results.filter((entry) => !entry.isNew || select.dataset.creates);

  /** Return what the desk offers in a box before anything is typed: what a report or a refused text may mean. */
  const offeredIn = (select) => [...select.options].filter((option) => option.dataset.offer).map((option) => JSON.parse(option.dataset.offer));

  const chosenWords = (select) => (select.value ? select.selectedOptions[0].text.trim() : "");

  /** Return whether the box has the words of the chosen entry. */
  const isUntouched = (input) => input.value.trim() === chosenWords(selectOf(input));

  /** Show the words for the value of a select in its box. */
  const showValue = (select, input, words) => {
    input.value = words;
    input.title = words;
    input.dataset.shown = select.value;
    input.classList.toggle("is-new", select.value.startsWith("new:"));
    input.classList.toggle("is-typed", select.value.startsWith("typed:"));
  };

  /** Show the value that another script gave a select. */
  const showGiven = (select) => {
    const input = select.nextElementSibling;
    if (input?.matches(".picking-input") && input.dataset.shown !== select.value) showValue(select, input, chosenWords(select));
  };

  /** Show what the desk offers; where it offers nothing, or something was typed, ask it. */
  const showMore = (input) => {
    const offers = isUntouched(input) ? offeredIn(selectOf(input)) : [];
    if (offers.length) show(input, offers);
    else ask(input);
  };

  const ask = async (input) => {
    const term = input.value.trim();
    const number = ++asked;
    if (!term) return close();
    waiting = input;
    const query = new URLSearchParams({ ...context(selectOf(input)), kind: selectOf(input).dataset.picks, term });
    try {
      const response = await fetch(`${selectOf(input).dataset.complete}?${query}`);
      const { results } = response.ok ? await response.json() : { results: [] };
      if (number === asked && document.activeElement === input) show(input, takenBy(selectOf(input), results));
    } catch {
      if (number === asked) close(); // no network: what was typed is sent with the form
    }
  };

  /** Put a value with its label into a select, and its words into the box. */
  const put = (select, value, label) => {
    if (value && ![...select.options].some((option) => option.value === value)) select.append(new Option(label, value));
    select.value = value;
    const input = select.nextElementSibling;
    if (!input?.matches(".picking-input")) return;
    showValue(select, input, value ? label : "");
    if (!value.startsWith("typed:")) {
      select.closest(BOXES)?.querySelector(".errorlist")?.remove();
      input.removeAttribute("aria-invalid");
    }
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const choose = (input, entry, isLeft = false) => {
    const select = selectOf(input);
    close();
    put(select, entry.value, entry.label);
    taken(select, entry, isLeft);
  };

  /** What is typed and not chosen is sent as it is: the desk looks for the record of exactly this name. */
  const leave = (input) => {
    if (isUntouched(input)) return;
    const text = input.value.trim();
    put(selectOf(input), text && `typed:${text}`, text);
  };

  /** Return whether a key did something with the list of entries. */
  const useKey = (event, input, isShown) => {
    const isChosen = isShown && active >= 0;
    if (event.key === "ArrowDown" && isShown) mark(active + 1);
    else if (event.key === "ArrowDown") showMore(input);
    else if (event.key === "ArrowUp" && isShown) mark(active - 1);
    else if (event.key === "Escape" && isShown) close();
    else if (event.key === "Enter" && isChosen) choose(input, entries[active]);
    else if (event.key === "Enter" && waiting === input) isWanted = true;
    else return false;
    return true;
  };

  const onKey = (event) => {
    const input = event.currentTarget;
    const isShown = open === input && !list.hidden;
    if (event.altKey) return;
    if (event.key === "Tab" && isShown && active >= 0 && !event.shiftKey) choose(input, entries[active], true);
    else if (useKey(event, input, isShown)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  const enhance = (select) => {
    if (select.nextElementSibling?.matches(".picking-input")) return;
    const input = document.createElement("input");
    input.type = "text";
    input.className = "picking-input";
    input.dir = "auto";
    input.autocomplete = "off";
    input.spellcheck = false;
    if (select.dataset.placeholder) input.placeholder = select.dataset.placeholder;
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.setAttribute("aria-label", select.getAttribute("aria-label"));
    const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label) {
      input.id = `${select.id}-box`;
      label.htmlFor = input.id;
    }
    if (select.closest(BOXES)?.querySelector(".errorlist")) input.setAttribute("aria-invalid", "true");
    select.hidden = true;
    select.after(input);
    showValue(select, input, chosenWords(select));
    input.addEventListener("input", () => {
      clearTimeout(timer);
      waiting = input.value.trim() ? input : null;
      timer = setTimeout(() => ask(input), PICKING_WAIT_MS);
    });
    input.addEventListener("keydown", onKey);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => {
      if (open === input) close();
      leave(input);
    });
  };

  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option && open) choose(open, entries[[...list.children].indexOf(option)]);
  });
  addEventListener("scroll", () => open && place(), { passive: true, capture: true });
  addEventListener("resize", close);
  // A form that is sent by a key has what was typed in the box that the editor is still in.
  document.addEventListener("submit", () => document.activeElement?.matches(".picking-input") && leave(document.activeElement), true);

  return { enhance, put, show: showGiven };
}
