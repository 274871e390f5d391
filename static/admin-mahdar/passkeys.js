/* Passkeys: a form with data-passkey asks the browser for one and sends its answer. Codes and passwords work without this. */
/* global webauthnJSON */
(() => {
  "use strict";

  const options = JSON.parse(document.getElementById("passkey-options")?.textContent || "{}");
  const isSupported = Boolean(window.PublicKeyCredential && navigator.credentials);
  if (!isSupported) document.querySelectorAll(".unsupported").forEach((note) => { note.hidden = false; });

  /** Return what the passkey answers, as an object that JSON can write. */
  async function ask(form) {
    if (form.dataset.passkey === "add") {
      const creation = structuredClone(options.creation_options);
      const isAlone = form.elements.passwordless.checked;
      Object.assign(creation.publicKey.authenticatorSelection, {
        residentKey: isAlone ? "required" : "discouraged",
        requireResidentKey: isAlone,
        ...(isAlone ? { userVerification: "required" } : {}),
      });
      return webauthnJSON.create(creation);
    }
    if (form.dataset.passkey === "use") return webauthnJSON.get(options.request_options);
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    return webauthnJSON.get((await response.json()).request_options);
  }

  for (const form of isSupported ? document.querySelectorAll("form[data-passkey]") : []) {
    const note = form.querySelector(".errornote[hidden]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      note.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await ask(form));
        form.submit();
      } catch {
        note.hidden = false; // the user cancelled, or no passkey fits
      }
    });
  }
})();
