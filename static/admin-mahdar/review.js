/* Keys for the review page, and corrections by marking without leaving it. Without JavaScript the page has buttons and
   links for all of it. */
/* global deskKeys */
"use strict";

(() => {
  const page = document.getElementById("review");
  if (!page) return;
  const BOX_OF_KEY = { Digit4: ".correct-title_ar", Digit5: ".correct-side", Digit9: ".correct-role" };
  const ARROWS = document.documentElement.dir === "rtl"
    ? { ArrowLeft: "next", ArrowRight: "previous" }
    : { ArrowRight: "next", ArrowLeft: "previous" };

  const help = page.querySelector(".keys");

  function stepBack() {
    const correction = document.activeElement.closest("details.correct[open]");
    if (help.open) help.open = false;
    else if (correction) {
      correction.open = false;
      correction.querySelector("summary").focus();
    }
    else document.querySelector("#step .cancel")?.click();
  }

  function toggleHelp() {
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  }

  /** Return the button or link of a key, or null; digits need words that are chosen. */
  function commandOf(event) {
    if (event.shiftKey) return null;
    const key = deskKeys.named(event);
    const arrow = ARROWS[event.code];
    const target = page.querySelector(`[data-key="${CSS.escape(key)}"]`) || (arrow && page.querySelector(`[data-arrow="${arrow}"]`));
    return target && key.startsWith("Digit") && !chosenWords() ? null : target;
  }

  let corrected = null; // the form that a digit opened last

  /** Open the form that corrects the fact of a digit; the same key again opens that of the next participant or topic. */
  function openCorrection(key) {
    const all = [...page.querySelectorAll(`details.correct[data-keys~="${CSS.escape(key)}"]`)];
    if (all.length === 0) return false;
    if (corrected) corrected.open = false;
    corrected = all[(all.indexOf(corrected) + 1) % all.length];
    corrected.open = true;
    const box = corrected.querySelector(BOX_OF_KEY[key] || ".correct-field") || corrected;
    box.querySelector(".picking-input, input:not([type=hidden]), select:not([hidden])")?.focus();
    corrected.scrollIntoView({ block: "nearest" });
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      stepBack();
      return;
    }
    if (deskKeys.isForOthers(event)) return;
    if (event.key === "?" || event.key === "؟") {
      toggleHelp();
      event.preventDefault();
      return;
    }
    const target = commandOf(event);
    if (target) target.click();
    else if (event.shiftKey || chosenWords() || !openCorrection(deskKeys.named(event))) return;
    event.preventDefault();
  });

  // --- Keys can be switched off -------------------------------------------------------------------------------------
  deskKeys.offerSwitch(document.getElementById("keys-on"));

  // --- Marking ------------------------------------------------------------------------------------------------------
  const marking = () => document.getElementById("marking");
  const chosenWords = () => marking() && marking().elements.quote.value.trim();

  let palette = null; // the first step, while the second is in its place

  page.addEventListener("mahdar:marked", (event) => {
    if (!marking() && palette) { // other words are meant
      showPalette();
      for (const [name, value] of Object.entries(event.detail)) palette.elements.namedItem(name).value = value;
    }
    const form = marking();
    if (!form) return;
    form.classList.add("ready");
    const said = document.getElementById("marking-said");
    said.textContent = `${said.dataset.text} ${event.detail.quote}`;
  });

  // Words that are typed have no place yet: the desk looks for them.
  page.addEventListener("input", (event) => {
    if (event.target.id !== "marking-quote") return;
    event.target.form.elements.start.value = "";
    event.target.form.elements.end.value = "";
  });

  function showPalette() {
    palette.removeAttribute("aria-busy");
    document.getElementById("step").replaceWith(palette);
  }

  /** Return the form that the desk answers to a marking: the second step, or the first with what was wrong; or null. */
  async function requestForm(action, body) {
    try {
      const answer = await fetch(action, { method: "POST", body, credentials: "same-origin" });
      const html = answer.ok && !answer.redirected ? await answer.text() : "";
      return new DOMParser().parseFromString(html, "text/html").querySelector("#step, #marking");
    } catch {
      return null;
    }
  }

  /** Put the desk's answer in the place of `form`. */
  function showStep(form, found) {
    for (const without of found.querySelectorAll("noscript")) without.remove();
    form.replaceWith(found);
    found.dispatchEvent(new CustomEvent("mahdar:step", { bubbles: true }));
    const first = found.querySelector(".picking-input") || found.querySelector(".correct-field :is(input, select, textarea), #marking-quote");
    first?.focus({ preventScroll: true });
    found.scrollIntoView({ block: "nearest" });
    found.querySelector(".cancel")?.addEventListener("click", (click) => {
      if (!palette) return;
      click.preventDefault();
      showPalette();
      palette.elements.quote.focus();
    });
  }

  /** Show the second step instead of the first, or what was wrong with the words. */
  page.addEventListener("submit", async (event) => {
    const form = event.target;
    const button = event.submitter;
    if (form.id !== "marking" || !button || button.value === "meeting") return;
    event.preventDefault();
    const data = new FormData(form, button);
    form.setAttribute("aria-busy", "true");
    const found = await requestForm(form.action, data);
    if (!found) { // refused, signed out, no network: let the browser show it
      form.removeAttribute("aria-busy");
      const fact = document.createElement("input");
      Object.assign(fact, { type: "hidden", name: "fact", value: button.value });
      form.append(fact);
      HTMLFormElement.prototype.submit.call(form);
      return;
    }
    palette = form;
    showStep(form, found);
  });

  // Another participant is chosen: the boxes show that one. Without this the desk shows them when the form is sent.
  page.addEventListener("change", async (event) => {
    const form = event.target.form;
    if (form?.id !== "step" || event.target.name !== "part" || !form.elements.shown_part) return;
    const data = new FormData(form);
    data.delete("confirmed");
    const found = await requestForm(form.action, data);
    if (found?.id === "step" && form.isConnected) showStep(form, found);
  });
})();
