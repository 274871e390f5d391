/* Completes user names after an @ in the boxes of comments. Without JavaScript the names are typed. */
"use strict";

(() => {
  const WAIT_MS = 120; // after the last key
  const MENTION = /(?:^|[^\w@.+-])@([\p{L}\p{N}_.+-]{0,150})$/u; // up to where the cursor is
  const list = document.createElement("ul");
  list.id = "mention-list";
  list.className = "mention-list";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  let box = null;
  let active = 0;
  let asked = 0;
  let timer = 0;

  const typed = () => box && MENTION.exec(box.value.slice(0, box.selectionStart));

  function close() {
    asked += 1;
    list.hidden = true;
    box?.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const options = [...list.children];
    active = (index + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    box.setAttribute("aria-activedescendant", options[active].id);
  }

  function choose(index) {
    const found = typed();
    const name = list.children[index]?.dataset.name;
    close();
    if (!found || !name) return;
    const end = box.selectionStart;
    box.setRangeText(`${name} `, end - found[1].length, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  }

  function show(results) {
    if (!results.length) return close();
    list.replaceChildren(...results.map(({ value, about }, place) => {
      const option = document.createElement("li");
      option.id = `mention-${place}`;
      option.dataset.name = value;
      option.setAttribute("role", "option");
      const name = document.createElement("bdi");
      name.textContent = `@${value}`;
      const more = document.createElement("bdi");
      more.className = "about";
      more.textContent = about;
      option.append(name, " ", more);
      return option;
    }));
    list.setAttribute("aria-label", document.querySelector(`label[for="${CSS.escape(box.id)}"]`)?.textContent || "@");
    box.after(list);
    list.hidden = false;
    mark(0);
  }

  async function ask() {
    const found = typed();
    if (!found) return close();
    const number = ++asked;
    try {
      const response = await fetch(`${box.dataset.mentions}?${new URLSearchParams({ term: found[1] })}`);
      const { results } = response.ok ? await response.json() : { results: [] };
      if (number === asked) show(results);
    } catch {
      close(); // no network: the name is typed
    }
  }

  function onKey(event) {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active - 1);
    else if (event.key === "Enter" || event.key === "Tab") choose(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  for (const area of document.querySelectorAll("textarea[data-mentions]")) {
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", list.id);
    area.parentElement.append(list);
    area.addEventListener("input", () => {
      box = area;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT_MS);
    });
    area.addEventListener("keydown", onKey);
    area.addEventListener("blur", close);
  }
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) choose([...list.children].indexOf(option));
  });
})();
