/* Drafts of the desk's forms. What an editor types is saved in this browser at once and on the server after some seconds;
   it is offered again when the form is opened, also on another machine, and forgotten once the form is saved. Without a
   connection nothing is sent: the form waits and asks. Forms work without this script. */
"use strict";

(() => {
  const own = document.getElementById("drafts-script").dataset; // the user, addresses of the desk, and texts
  const PREFIX = `mahdar-draft:${own.user}:`;
  const LOCAL_MS = 300;
  const SERVER_MS = 4000;
  const RETRY_MS = 8000;
  const MAX_AGE_MS = 30 * 24 * 3600 * 1000;
  const NEVER = /password|csrfmiddlewaretoken|^choice\.|^draft_page$|^form_refill$|secret|otp/i;

  // --- What is stored in this browser -------------------------------------------------------------------------------
  function readEntry(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }

  function writeEntry(key, entry) {
    try {
      localStorage.setItem(key, JSON.stringify(entry));
      return true;
    } catch { // full, or a private window
      return false;
    }
  }

  function forget(key) {
    try { localStorage.removeItem(key); } catch { /* private windows save nothing */ }
  }

  function listKeys(prefix) {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
  }

  /** Return the path of this page without its language and without the draft that fills it. */
  function pathOf(place) {
    const query = new URLSearchParams(place.search);
    query.delete("draft");
    query.delete("_changelist_filters");
    return place.pathname.replace(/^.*?\/admin\//, "/admin/") + (query.size || String(query) ? `?${query}` : "");
  }

  /** Return the path of the page whose form led here, or "". */
  function pathBefore() {
    try { return pathOf(new URL(document.referrer)); } catch { return ""; }
  }

  /** Return whether a form that was sent from `path` has been saved: this page says so, or is the next one. */
  function isDone(path) {
    return Boolean(document.querySelector(".messagelist .success")) || path === pathBefore() && path !== pathOf(location);
  }

  const shownPages = new Set(Array.from(document.querySelectorAll("[name=draft_page]"), (box) => box.value).filter(Boolean));
  for (const key of listKeys(PREFIX)) {
    const entry = readEntry(key);
    const [path, page] = key.slice(PREFIX.length).split("#");
    if (!entry || Date.now() - entry.at > MAX_AGE_MS || entry.sent && isDone(path) && !shownPages.has(page)) forget(key);
  }

  // --- A form -------------------------------------------------------------------------------------------------------
  class KeptForm {
    constructor(form) {
      this.form = form;
      this.path = pathOf(location);
      const box = form.querySelector("[name=draft_page]") || this.addPageBox();
      box.value = box.value || `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}`;
      this.page = box.value;
      this.key = `${PREFIX}${this.path}#${this.page}`;
      this.first = this.state(); // again once the admin's own scripts have filled and rearranged the form
      this.dirty = Boolean(readEntry(this.key));
      this.isSent = false;
      this.submitter = null; // of a form that waits for the connection
      this.isOnline = navigator.onLine !== false;
      this.bar = document.createElement("p");
      this.bar.className = "draft-bar";
      this.bar.setAttribute("role", "status");
      form.prepend(this.bar);
      addEventListener("load", () => setTimeout(() => { if (!this.dirty) this.first = this.state(); }));
      for (const type of ["input", "change", "formset:added", "formset:removed"]) form.addEventListener(type, () => this.noteChange());
      document.addEventListener("visibilitychange", () => { if (document.hidden) this.saveNow(); });
      document.addEventListener("submit", (event) => { if (event.target === form) this.send(event); }, true);
      addEventListener("pageshow", () => { this.isSent = false; });
      addEventListener("offline", () => this.setOnline(false));
      addEventListener("online", () => this.ping());
      this.offer();
      if (!this.isOnline) this.setOnline(false);
    }

    addPageBox() {
      const box = document.createElement("input");
      Object.assign(box, { type: "hidden", name: "draft_page" });
      this.form.append(box);
      return box;
    }

    pairs() {
      return Array.from(new FormData(this.form)).filter(([name, value]) => typeof value === "string" && !NEVER.test(name));
    }

    state() {
      return JSON.stringify(this.pairs());
    }

    noteChange() {
      clearTimeout(this.localTimer);
      this.localTimer = setTimeout(() => this.saveHere(), LOCAL_MS);
    }

    /** Save the form in this browser, if anything was typed; later on the server. */
    saveHere() {
      const state = this.state();
      if (this.isSent || !this.dirty && state === this.first) return;
      this.dirty = true;
      writeEntry(this.key, { at: Date.now(), pairs: JSON.parse(state) });
      if (!this.serverTimer) this.serverTimer = setTimeout(() => this.saveThere(), SERVER_MS);
    }

    saveNow() {
      this.saveHere();
      if (this.serverTimer) this.saveThere();
    }

    async saveThere() {
      clearTimeout(this.serverTimer);
      this.serverTimer = null;
      const data = new FormData();
      for (const [name, value] of this.pairs()) data.append(name, value);
      data.append("draft_path", location.pathname + location.search);
      data.append("draft_page", this.page);
      const token = this.form.querySelector("[name=csrfmiddlewaretoken]");
      let answer;
      try {
        answer = await fetch(own.save, { method: "POST", body: data, credentials: "same-origin", headers: { "X-CSRFToken": token ? token.value : "" } });
      } catch {
        this.setOnline(false);
        return;
      }
      if (!this.isOnline) this.setOnline(true);
      if (answer.redirected || answer.status === 403) this.tell(own.signedOut);
      else if (answer.ok && !this.submitter) this.tell(own.saved);
    }

    tell(text, button) {
      this.bar.replaceChildren(text);
      if (button) this.bar.append(" ", button);
    }

    // --- The connection ---------------------------------------------------------------------------------------------
    setOnline(isOnline) {
      this.isOnline = isOnline;
      this.bar.classList.toggle("offline", !isOnline);
      clearTimeout(this.retryTimer);
      if (!isOnline) {
        this.tell(this.submitter ? own.waits : own.offline);
        this.retryTimer = setTimeout(() => this.ping(), RETRY_MS);
      } else if (this.submitter) {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", textContent: own.sendNow });
        button.addEventListener("click", () => {
          const submitter = this.submitter === true ? undefined : this.submitter;
          this.submitter = null;
          this.form.requestSubmit(submitter);
        });
        this.tell(own.backOnline, button);
        button.focus();
      } else {
        this.tell("");
      }
    }

    /** Ask the server whether it is there, by saving the draft. */
    ping() {
      if (!this.isOnline) this.saveThere();
    }

    send(event) {
      clearTimeout(this.localTimer);
      const pairs = this.pairs();
      if (this.isOnline && navigator.onLine !== false) {
        clearTimeout(this.serverTimer);
        this.serverTimer = null;
        this.isSent = true; // the page is hidden next: that is no reason to save it again
        writeEntry(this.key, { at: Date.now(), pairs, sent: true });
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      this.dirty = true;
      writeEntry(this.key, { at: Date.now(), pairs });
      this.submitter = event.submitter || true;
      this.setOnline(false);
    }

    // --- Drafts of earlier --------------------------------------------------------------------------------------------
    offer() {
      const stem = `${PREFIX}${this.path}#`;
      const keys = listKeys(stem).filter((key) => key !== this.key);
      const found = keys.map((key) => ({ key, ...readEntry(key) })).filter((entry) => entry.pairs && JSON.stringify(entry.pairs) !== this.first);
      found.sort((one, other) => other.at - one.at);
      for (const entry of found) {
        const page = entry.key.slice(stem.length);
        document.querySelector(`[data-draft-page="${CSS.escape(page)}"]`)?.remove(); // the same, from the server
        this.list().append(this.rowOf(entry, page));
      }
      const list = document.querySelector(".form-drafts");
      if (list && !list.querySelector("li")) list.remove();
    }

    /** Return the list of drafts above the form; make it where the server has none. */
    list() {
      let section = document.querySelector(".form-drafts");
      if (!section) {
        section = document.createElement("section");
        section.className = "form-drafts";
        const title = document.createElement("h2");
        title.textContent = own.found;
        section.append(title, document.createElement("ul"));
        this.form.before(section);
      }
      return section.querySelector("ul");
    }

    rowOf(entry, page) {
      const row = document.createElement("li");
      const time = document.createElement("time");
      time.dateTime = new Date(entry.at).toISOString();
      time.textContent = new Date(entry.at).toLocaleString(document.documentElement.lang === "ar" ? "ar-u-nu-latn" : "en-GB", { dateStyle: "medium", timeStyle: "short" });
      row.append(time, this.buttonOf(own.restore, () => this.restore(entry)), this.buttonOf(own.discard, () => this.discard(entry, page, row)));
      return row;
    }

    buttonOf(text, act) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button", textContent: text });
      button.addEventListener("click", act);
      return button;
    }

    /** Fill the form: the server shows a form of rows with what it is given; a plain form is filled here. */
    restore(entry) {
      const refill = this.form.dataset.draft || (this.form.closest("body.change-form") ? "form_refill=1" : "");
      const token = this.form.querySelector("[name=csrfmiddlewaretoken]");
      if (!refill) {
        this.fill(entry.pairs);
        forget(entry.key);
        return;
      }
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action: location.pathname + location.search, hidden: true });
      const extra = refill.split("=");
      const page = entry.key.slice(entry.key.lastIndexOf("#") + 1);
      for (const [name, value] of [...entry.pairs, extra, ["draft_page", page], ["csrfmiddlewaretoken", token.value]]) {
        const box = document.createElement("textarea"); // an input would lose line breaks
        box.name = name;
        box.value = value;
        form.append(box);
      }
      document.body.append(form);
      form.submit();
    }

    fill(pairs) {
      for (const [name, value] of pairs) {
        for (const box of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
          if (box.type === "radio" || box.type === "checkbox") box.checked = box.value === value;
          else if (box.type !== "hidden") box.value = value;
        }
      }
      document.querySelector(".form-drafts")?.remove();
      this.dirty = true;
      this.noteChange();
    }

    discard(entry, page, row) {
      forget(entry.key);
      const data = new FormData();
      data.append("draft_path", location.pathname + location.search);
      data.append("draft_page", page);
      const token = this.form.querySelector("[name=csrfmiddlewaretoken]");
      fetch(own.discardAddress, { method: "POST", body: data, credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": token ? token.value : "" } }).catch(() => {});
      const list = row.closest(".form-drafts");
      row.remove();
      if (!list.querySelector("li")) list.remove();
    }
  }

  for (const form of document.querySelectorAll("body.change-form #content-main > form[method=post], form[data-draft]")) new KeptForm(form);
})();
