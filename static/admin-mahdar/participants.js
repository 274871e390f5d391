/* The table of participants: rows added, moved and removed, boxes that fill one another, lists of names that become rows. */
/* global pickingBoxes */
"use strict";

(() => {
  const table = document.querySelector(".participants-table");
  const blank = table && document.getElementById(`${table.dataset.prefix}-blank`);
  if (!blank) return;
  const form = table.closest("form");
  const group = table.closest(".participants");
  const total = form.elements.namedItem(`${table.dataset.prefix}-TOTAL_FORMS`);
  const names = document.getElementById("pasted-names");
  group.classList.add("has-script");
  let isReordered = false;

  const rows = () => [...table.tBodies];
  const boxOf = (row, name) => row.querySelector(`[name="${row.id}-${name}"]`);
  const isEmpty = (row) => ["official", "side", "position", "title_ar", "name_as_written"].every((name) => !boxOf(row, name)?.value);
  const isRemoved = (row) => Boolean(boxOf(row, "DELETE")?.checked);
  const when = () => ({ day: form.elements.namedItem("date")?.value || "", precision: form.elements.namedItem("date_precision")?.value || "" });

  const picking = pickingBoxes(
    (select) => ({ ...when(), side: boxOf(select.closest("tbody"), "side").value }),
    (select, entry, isLeft) => {
      const row = select.closest("tbody");
      for (const [name, pair] of Object.entries(entry.fills || {})) {
        const box = boxOf(row, name);
        const isOwn = select.dataset.picks === "official" || !box.value;
        if (isOwn) picking.put(box, pair.value, pair.label);
      }
      if (select.dataset.picks !== "official") return;
      if (entry.isNew) {
        showMore(row, true);
        if (!isLeft) boxOf(row, "new_start").focus();
      } else if (!isLeft) goOn(row);
    },
  );

  /** Show or hide the facts below a row. */
  function showMore(row, isShown) {
    row.querySelector("tr.more").hidden = !isShown;
    row.querySelector(".toggle-more").setAttribute("aria-expanded", String(isShown));
  }

  /** Number the rows; the order is sent with the form once a row was moved. */
  function number() {
    rows().forEach((row, place) => {
      row.querySelector(".number").textContent = place + 1;
      const words = table.dataset.move.replace("{n}", place + 1);
      row.querySelector(".grip").title = words;
      row.querySelector(".grip").setAttribute("aria-label", words);
      if (isReordered) boxOf(row, "rank").value = place + 1;
    });
    const count = rows().filter((row) => !isEmpty(row) && !isRemoved(row)).length;
    group.querySelector(".participants-count").textContent = count || "";
  }

  function prepare(row) {
    for (const select of row.querySelectorAll("select[data-picks]")) picking.enhance(select);
    showMore(row, row.querySelector("tr.more").classList.contains("is-open"));
    showNew(row);
    row.classList.toggle("is-removed", isRemoved(row));
  }

  /** The facts of a new person are asked only where one is created. */
  function showNew(row) {
    row.querySelector(".new-person").hidden = !boxOf(row, "official").value.startsWith("new:");
  }

  function addRow() {
    const count = Number(total.value);
    if (count >= Number(table.dataset.most)) return null;
    const holder = document.createElement("template");
    holder.innerHTML = blank.innerHTML.replaceAll("__prefix__", count).replaceAll("__number__", count + 1);
    const row = holder.content.querySelector("tbody");
    total.value = count + 1;
    table.append(row);
    prepare(row);
    number();
    return row;
  }

  /** Go on to the person of the next row, which is added if there is none. */
  function goOn(row) {
    const all = rows();
    const next = all.slice(all.indexOf(row) + 1).find((one) => !isRemoved(one)) || addRow();
    next?.querySelector(".picking-input").focus();
  }

  function move(row, target, isBefore) {
    if (!target || target === row) return;
    isReordered = true;
    if (isBefore) target.before(row);
    else target.after(row);
    number();
  }

  function moveByKey(row, step) {
    const all = rows();
    move(row, all[all.indexOf(row) + step], step < 0);
  }

  // --- Keys and buttons ---------------------------------------------------------------------------------------------
  table.addEventListener("keydown", (event) => {
    const row = event.target.closest("tbody");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const isGrip = event.target.closest(".grip");
    if (row && step && (event.altKey || isGrip)) {
      const focused = event.target;
      moveByKey(row, step);
      focused.focus();
      row.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && row && event.target.matches("input[type=text], select")) goOn(row);
    else return;
    event.preventDefault();
  });

  table.addEventListener("click", (event) => {
    const row = event.target.closest("tbody");
    if (event.target.closest(".toggle-more")) showMore(row, row.querySelector("tr.more").hidden);
  });

  table.addEventListener("change", (event) => {
    const row = event.target.closest("tbody");
    if (!row) return;
    row.classList.toggle("is-removed", isRemoved(row));
    showNew(row);
    number();
  });

  group.querySelector(".add-participant").addEventListener("click", (event) => {
    event.preventDefault();
    const empty = rows().find((row) => isEmpty(row) && !isRemoved(row)) || addRow();
    empty?.querySelector(".picking-input").focus();
  });

  // --- Dragging -----------------------------------------------------------------------------------------------------
  let dragged = null;
  table.addEventListener("dragstart", (event) => {
    dragged = event.target.closest(".grip")?.closest("tbody");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
    dragged.classList.add("is-dragged");
  });
  table.addEventListener("dragover", (event) => {
    const over = event.target.closest("tbody");
    if (!dragged || !over) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    if (over !== dragged) move(dragged, over, event.clientY < box.top + box.height / 2);
  });
  table.addEventListener("drop", (event) => dragged && event.preventDefault());
  table.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
  });

  // --- Lists of names -----------------------------------------------------------------------------------------------
  function fill(row, boxes) {
    for (const [name, pair] of Object.entries(boxes)) {
      const box = boxOf(row, name);
      if (!box) continue;
      if (box.matches("[data-picks]")) picking.put(box, pair.value, pair.label);
      else if (box.type === "checkbox") box.checked = pair.value === "on";
      else box.value = pair.value;
    }
    prepare(row);
  }

  group.querySelector(".read-names").addEventListener("click", async (event) => {
    event.preventDefault();
    const button = event.currentTarget;
    const outcome = group.querySelector(".paste-outcome");
    if (!names.value.trim()) return names.focus();
    button.disabled = true;
    try {
      const body = new URLSearchParams({ ...when(), names: names.value });
      const headers = { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value };
      const response = await fetch(table.dataset.names, { method: "POST", body, headers });
      if (!response.ok) throw new Error(response.status);
      const { rows: read, outcome: words } = await response.json();
      for (const boxes of read) {
        const row = rows().find((one) => isEmpty(one) && !isRemoved(one)) || addRow();
        if (row) fill(row, boxes);
      }
      names.value = "";
      outcome.textContent = words;
      number();
    } catch {
      outcome.textContent = table.dataset.failed;
    }
    button.disabled = false;
  });

  rows().forEach(prepare);
  number();
})();
