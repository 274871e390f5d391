/* The import pages: send a form by keyboard, check the size of files, and send nothing twice. */
"use strict";

(() => {
  const primary = (form) => form.querySelector("button.primary:not([disabled])");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form") || document.getElementById("reading");
    const button = form && primary(form);
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  });

  // --- Files -----------------------------------------------------------------------------------------------------
  for (const form of document.querySelectorAll(".way-file")) {
    const input = form.querySelector("input[type=file]");
    const check = () => {
      const size = Array.from(input.files).reduce((sum, file) => sum + file.size, 0);
      input.setCustomValidity(size > form.dataset.limit * 1024 * 1024 ? form.dataset.tooLarge : "");
      return input.reportValidity();
    };
    input.addEventListener("change", check);
    form.addEventListener("submit", (event) => { if (!check()) event.preventDefault(); });
    for (const name of ["dragover", "dragleave", "drop"]) {
      form.addEventListener(name, (event) => {
        event.preventDefault();
        form.classList.toggle("dropping", name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) {
          input.files = event.dataTransfer.files;
          check();
        }
      });
    }
  }

  // Fetching takes seconds: the button says so, and a second click sends nothing.
  for (const form of document.querySelectorAll(".way form, form.way, #fetch-now")) {
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (event.defaultPrevented || !button) return;
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "1";
      button.classList.add("busy");
      if (button.dataset.busy) button.textContent = button.dataset.busy;
    });
  }
  // Back from the next page, the form can be sent again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector(".busy")?.classList.remove("busy");
    }
  });
})();
