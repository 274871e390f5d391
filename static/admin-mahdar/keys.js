/* Single keys as commands, on pages where an editor decides about many records: when they count, and their switch. */
/* exported deskKeys */
"use strict";

const deskKeys = (() => {
  const KEYS_OFF = "mahdar-keys-off";

  /** Return whether the editor is typing or choosing: then no key is a command. */
  function isTyping(target) {
    if (target.isContentEditable || target.closest("select, textarea, [role=combobox], [role=searchbox]")) return true;
    return target.matches("input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])");
  }

  /** Return the name that a page gives to a key: its Latin letter if it has one, else its place on the keyboard. */
  function named(event) {
    if (/^[a-z]$/i.test(event.key)) return `Key${event.key.toUpperCase()}`;
    return event.code.replace("Numpad", "Digit");
  }

  function areOff() {
    try { return localStorage.getItem(KEYS_OFF) === "1"; } catch { return false; }
  }

  /** Return whether the page leaves this key to the browser or to what has the focus. */
  function isForOthers(event) {
    if (event.defaultPrevented || event.isComposing || event.repeat) return true;
    return event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || areOff();
  }

  /** Show the box that switches the keys on and off. */
  function offerSwitch(box) {
    box.parentElement.hidden = false;
    box.checked = !areOff();
    box.addEventListener("change", () => {
      try { localStorage.setItem(KEYS_OFF, box.checked ? "0" : "1"); } catch { /* private windows save nothing */ }
    });
  }

  return { named, isForOthers, offerSwitch };
})();
