/* Update the search in place when a reader chooses a facet, chip, order, date or page: fetch the same URL and replace
   the results. On any error, open the URL as a browser without scripts does. */
"use strict";

const LIVE_PARTS = ["found", "kept", "tools"]; // the results, and the other parts of the page that depend on the URL
let shownAddress = location.pathname + location.search;
let fetching = null;

async function loadResults(address, { push, focus, top = false }) {
  fetching?.abort();
  fetching = new AbortController();
  document.getElementById("found").setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { signal: fetching.signal });
    if (!response.ok) throw new Error(response.statusText);
    const loaded = new DOMParser().parseFromString(await response.text(), "text/html");
    const parts = LIVE_PARTS.map((id) => [document.getElementById(id), loaded.getElementById(id)]);
    if (parts.some((pair) => pair.includes(null))) throw new Error("not a page of results");
    if (push) history.pushState(null, "", address);
    shownAddress = location.pathname + location.search;
    const unfolded = document.getElementById("fold")?.open;
    for (const [old, fresh] of parts) old.replaceWith(fresh);
    if (unfolded) document.getElementById("fold")?.setAttribute("open", "");
    document.title = loaded.title;
    announceResults(focus, top);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

/** Announce the number of results. Keep the focus on what was chosen; if it is gone, focus the results' heading. */
function announceResults(focus, top) {
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
  loadResults(address, { push: true, focus: link.id, top: link.closest(".pages") !== null });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-live] form");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  const asked = [...new FormData(form)].filter(([, value]) => value !== "");
  loadResults(`${form.getAttribute("action")}?${new URLSearchParams(asked)}`, { push: true });
});

addEventListener("popstate", () => {
  if (location.pathname + location.search !== shownAddress) loadResults(location.href, { push: false });
});
