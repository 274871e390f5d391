/* Show who else has this record open, and tell the server that this page has it open. Both end by themselves. */
"use strict";

(() => {
  const BEAT_MS = 20 * 1000;
  const line = document.querySelector("[data-presence]");
  if (!line) return;

  function tell(more = {}) {
    const data = new FormData();
    for (const [name, value] of Object.entries({ kind: line.dataset.kind, id: line.dataset.id, ...more })) data.append(name, value);
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    return fetch(line.dataset.presence, {
      method: "POST", body: data, credentials: "same-origin", keepalive: true, headers: { "X-CSRFToken": token ? token.value : "" },
    });
  }

  async function beat() {
    if (document.hidden) return;
    try {
      const answer = await tell();
      const { text = "" } = answer.ok && !answer.redirected ? await answer.json() : {};
      if (line.textContent !== text) line.textContent = text;
    } catch { /* without a connection: the next beat asks again */ }
  }

  beat();
  setInterval(beat, BEAT_MS);
  document.addEventListener("visibilitychange", beat);
  addEventListener("pagehide", () => { tell({ closed: "1" }).catch(() => {}); });
  addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
})();
