/* Suggest names while a reader types in the search box: an ARIA combobox. Without this script the box is a plain field. */
"use strict";

const WAIT_MS = 120; // after the last key
let boxes = 0;

/** Append a part with its style to `parent` for each of `parts` that has words. */
function write(parent, parts, separator) {
  for (const [words, style] of parts) {
    if (!words) continue;
    const part = document.createElement("bdi");
    part.className = style;
    part.textContent = words;
    if (parent.hasChildNodes()) parent.append(separator);
    parent.append(part);
  }
}

function suggestNames(form) {
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  list.id = `names-${++boxes}`;
  list.className = "names-offered";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.names);
  list.hidden = true;
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": list.id, "aria-expanded": "false", "aria-autocomplete": "list" })) {
    field.setAttribute(name, value);
  }
  let chosen = -1;
  let timer = 0;
  let asked = "";

  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    const options = [...list.children];
    chosen = (index + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    field.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };

  const show = (results) => {
    list.replaceChildren(...results.map((result, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = result.address;
      const details = document.createElement("span");
      details.className = "details";
      write(details, [[result.kind, "kind"], [result.about, "about"]], " · ");
      write(option, [[result.label, "name"], [result.matched, "matched"], [result.count, "count"]], " ");
      option.append(" ", details);
      return option;
    }));
    chosen = -1;
    list.hidden = results.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  };

  const ask = async () => {
    const words = field.value.trim();
    asked = words;
    if (words.length < 2) return close();
    try {
      const response = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`);
      if (!response.ok) return close();
      const { results } = await response.json();
      if (asked === words && document.activeElement === field) show(results);
    } catch {
      close(); // no network: the box works as it is
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.address);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
    event.preventDefault();
  });
  field.addEventListener("blur", close);
}

for (const form of document.querySelectorAll("form[data-suggest]")) suggestNames(form);
