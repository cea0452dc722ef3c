// Keys in the queue: j and k or the arrows move, o opens, x chooses, / searches, ? tells. Nothing needs them. They can
// be turned off, on this device or with Wagtail's own in the account, and are never taken from a field.
const KEPT = "entrywise.queue.keys";
const box = document.querySelector("[data-keys]");
const dialog = box?.querySelector("dialog");
const on = box?.querySelector("[data-keys-on]");

function ofWagtail() {
  try {
    return JSON.parse(document.getElementById("wagtail-config").textContent).KEYBOARD_SHORTCUTS_ENABLED !== false;
  } catch {
    return true;
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function remember(isOn) {
  try {
    localStorage.setItem(KEPT, isOn ? "on" : "off");
  } catch {
    // It then holds for this page only.
  }
}

const links = () => [...document.querySelectorAll("[data-queue] [data-open]")];
const rowOf = (element) => element?.closest?.("[data-row]");

function move(step) {
  const all = links();
  const here = rowOf(document.activeElement);
  const place = here ? all.findIndex((link) => here.contains(link)) + step : step > 0 ? 0 : all.length - 1;
  const link = all[Math.min(Math.max(place, 0), all.length - 1)];
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
  return Boolean(link);
}

/** Each says whether it had anything to do: otherwise the key stays the browser's. */
const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => Boolean(rowOf(document.activeElement)) && move(1),
  ArrowUp: () => Boolean(rowOf(document.activeElement)) && move(-1),
  o: () => press(rowOf(document.activeElement)?.querySelector("[data-open]")),
  x: () => press(rowOf(document.activeElement)?.querySelector("input[type=checkbox]")),
  "/": () => {
    const field = document.querySelector(".queue-filter [name=q]");
    field?.focus();
    field?.select();
    return Boolean(field);
  },
  "?": () => {
    dialog.showModal();
    return true;
  },
};

function press(element) {
  element?.click();
  return Boolean(element);
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]") !== null;
}

function pressed(event) {
  const taken = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target);
  if (taken || !on.checked || !Object.hasOwn(KEYS, event.key)) return;
  if (KEYS[event.key]()) {
    event.preventDefault();
    event.stopImmediatePropagation(); // "?" is Wagtail's too
  }
}

if (box) {
  on.checked = ofWagtail() && remembered();
  on.addEventListener("change", () => remember(on.checked));
  box.querySelector("[data-keys-help]").addEventListener("click", () => dialog.showModal());
  box.hidden = false;
  document.addEventListener("keydown", pressed, { capture: true });
}
