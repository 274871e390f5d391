/* Offices in reports: keys for the decisions, which are sent without leaving the page. Without this script each
   decision is a form with buttons. */
/* global deskKeys */
"use strict";

(() => {
  const groups = document.getElementById("office-groups");
  if (!groups) return;
  const FEW = 5; // undecided proposals, below which the next ones are fetched
  const said = document.querySelector(".offices-said");
  const undoForm = document.querySelector(".offices-undo");
  let current = null;
  let isSending = false;

  const undecided = () => [...groups.querySelectorAll(".office:not(.is-decided)")];

  /** Make a proposal the one that the keys decide about. */
  function mark(office, isFocused = true) {
    current?.classList.remove("is-current");
    current?.removeAttribute("aria-current");
    current = office || null;
    if (!current) return;
    current.classList.add("is-current");
    current.setAttribute("aria-current", "true");
    if (!isFocused) return;
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const some = undecided();
    const place = some.indexOf(current);
    const next = place < 0 ? 0 : Math.min(Math.max(place + step, 0), some.length - 1);
    mark(some[next]);
  }

  /** Return the undecided proposal after this one, or else the one before it. */
  function after(office, left) {
    const all = [...groups.querySelectorAll(".office")];
    const from = all.indexOf(office);
    return all.slice(from + 1).find((one) => left.includes(one)) || left[left.length - 1];
  }

  function hideEmptyGroups() {
    for (const group of groups.querySelectorAll(".office-group")) {
      group.hidden = !group.querySelector(".office:not(.is-decided)");
    }
    groups.querySelector(".nothing").hidden = undecided().length > 0;
  }

  /** Take decided proposals out of sight, or show them again. */
  function show(answer, isUndo) {
    const known = new Set(answer.values);
    for (const office of groups.querySelectorAll(".office")) {
      if (!known.has(office.dataset.office)) continue;
      office.classList.toggle("is-decided", !isUndo);
      office.hidden = !isUndo;
      if (isUndo) mark(office, false);
    }
    // A group is decided about as it is seen: without the proposals that were decided singly.
    for (const input of groups.querySelectorAll(".decide-group input[name=office]")) {
      if (known.has(input.value)) input.disabled = !isUndo;
    }
    for (const button of groups.querySelectorAll(".decide-group button")) {
      const left = button.form.querySelectorAll("input[name=office]:not(:disabled)").length;
      button.textContent = button.textContent.replace(/\d+/, left);
    }
    for (const name of ["waiting", "dismissed"]) {
      document.querySelector(`[data-count=${name}]`).textContent = answer[name];
    }
    undoForm.hidden = !answer.canUndo;
    said.textContent = answer.message;
    said.classList.toggle("is-error", answer.isError);
    hideEmptyGroups();
  }

  /** Send a form and return the answer; null where the page has to show it: a question, or the log-in. */
  async function send(form, button) {
    const response = await fetch(location.href, {
      method: "POST", body: new FormData(form, button), headers: { Accept: "application/json" },
    });
    const isAnswer = response.ok && response.headers.get("Content-Type")?.startsWith("application/json");
    return isAnswer ? response.json() : null;
  }

  async function decide(form, button) {
    if (isSending) return;
    isSending = true;
    form.setAttribute("aria-busy", "true");
    const isUndo = button.value === "undo";
    let answer = null;
    try {
      answer = await send(form, button);
    } catch { /* no network: the browser says so below */ }
    isSending = false;
    form.removeAttribute("aria-busy");
    if (!answer) {
      form.dataset.sent = "1";
      form.requestSubmit(button);
      return;
    }
    const from = current || form.closest(".office");
    show(answer, isUndo);
    if (isUndo && answer.values.length && !groups.querySelector(`[data-office="${CSS.escape(answer.values[0])}"]`)) {
      location.reload(); // it was decided before this page was opened
      return;
    }
    if (!isUndo) mark(after(from, undecided()));
    else if (current) mark(current);
    if (undecided().length < FEW) await fetchMore();
  }

  /** Add the next proposals, which are on the first page now. */
  async function fetchMore() {
    const address = new URL(location.href);
    address.searchParams.delete("page");
    let text;
    try {
      const response = await fetch(address);
      if (!response.ok) return;
      text = await response.text();
    } catch { return; }
    const page = new DOMParser().parseFromString(text, "text/html");
    const known = new Set([...groups.querySelectorAll(".office")].map((one) => one.dataset.office));
    for (const group of page.querySelectorAll(".office-group")) {
      const offices = [...group.querySelectorAll(".office")];
      if (offices.some((one) => known.has(one.dataset.office))) continue;
      groups.querySelector(".nothing").before(document.adoptNode(group));
    }
    hideEmptyGroups();
    if (!current || current.hidden) mark(undecided()[0], false);
  }

  addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".offices-undo, .decide-group, .office .decide") || form.dataset.sent || !event.submitter) return;
    event.preventDefault();
    mark(form.closest(".office") || form.closest(".office-group")?.querySelector(".office:not(.is-decided)") || current, false);
    decide(form, event.submitter);
  });

  groups.addEventListener("focusin", (event) => {
    const office = event.target.closest(".office");
    if (office && office !== current) mark(office, false);
  });

  /** Return the button of a key, or null. */
  function buttonOf(key, isWhole) {
    if (key === "KeyU") return undoForm.hidden ? null : undoForm.querySelector("button");
    if (!current) return null;
    const group = isWhole && current.closest(".office-group").querySelector(`[data-group-key=${key}]`);
    return group || current.querySelector(`[data-key=${key}]`);
  }

  document.addEventListener("keydown", (event) => {
    if (deskKeys.isForOthers(event)) return;
    const key = deskKeys.named(event);
    if (key === "KeyJ" || key === "KeyK") {
      move(key === "KeyJ" ? 1 : -1);
      event.preventDefault();
      return;
    }
    const button = ["KeyA", "KeyD", "KeyU"].includes(key) ? buttonOf(key, event.shiftKey) : null;
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  document.querySelector(".offices-keys").hidden = false;
  deskKeys.offerSwitch(document.getElementById("keys-on"));
  mark(undecided()[0], false);
})();
