/* Facets, chips, orders, dates and pages of the search without loading the whole page: the same address is fetched,
   and its results take the place of these. Whatever goes wrong, the address is followed as without scripts. */
"use strict";

const LIVE_PARTS = ["found", "kept", "tools"]; // the results, and what depends on the address outside of them
let shownAddress = location.pathname + location.search;
let fetching = null;

async function bringResults(address, { push, focus, top = false }) {
  fetching?.abort();
  fetching = new AbortController();
  document.getElementById("found").setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { signal: fetching.signal });
    if (!response.ok) throw new Error(response.statusText);
    const brought = new DOMParser().parseFromString(await response.text(), "text/html");
    const parts = LIVE_PARTS.map((id) => [document.getElementById(id), brought.getElementById(id)]);
    if (parts.some((pair) => pair.includes(null))) throw new Error("not a page of results");
    if (push) history.pushState(null, "", address);
    shownAddress = location.pathname + location.search;
    const unfolded = document.getElementById("fold")?.open;
    for (const [old, fresh] of parts) old.replaceWith(fresh);
    if (unfolded) document.getElementById("fold")?.setAttribute("open", "");
    document.title = brought.title;
    tellResults(focus, top);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

/* The number is said aloud. What was chosen keeps the focus; where it has gone, the results' heading gets it. */
function tellResults(focus, top) {
  const heading = document.querySelector("#found .result-line h2, #found .empty h2");
  document.getElementById("said").textContent = heading.textContent.trim();
  const same = focus && document.getElementById(focus);
  if (same) return same.focus();
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  if (top) heading.scrollIntoView();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-live] a");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const address = link.getAttribute("href").replace(/#.*/, "");
  bringResults(address, { push: true, focus: link.id, top: link.closest(".pages") !== null });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-live] form");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  const asked = [...new FormData(form)].filter(([, value]) => value !== "");
  bringResults(`${form.getAttribute("action")}?${new URLSearchParams(asked)}`, { push: true });
});

addEventListener("popstate", () => {
  if (location.pathname + location.search !== shownAddress) bringResults(location.href, { push: false });
});
