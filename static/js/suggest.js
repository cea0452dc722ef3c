// Suggestions while somebody types into a search box, as a combobox with a list below it (WAI-ARIA practices).
// <div data-suggest="ADDRESS" data-list="name of the list" data-count="{n} suggestions"> holds the field of a form.
// Return without a chosen line sends the form as ever; a chosen line leads straight to its page.
const WAIT = 150;
const SHORTEST = 3;

export function suggestions(root) {
  for (const box of root.querySelectorAll("[data-suggest]")) attach(root, box, box.querySelector("input"));
}

function attach(root, box, field) {
  const list = root.createElement("ul");
  const status = root.createElement("p");
  list.id = `${field.id}_suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.list);
  list.hidden = true;
  status.className = "usa-sr-only";
  status.setAttribute("role", "status");
  box.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    field.setAttribute(name, value);
  }

  let timer;
  let asking;
  let chosen = -1;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const stop = () => {
    clearTimeout(timer);
    asking?.abort();
  };

  const choose = (number) => {
    const lines = [...list.children];
    chosen = (number + lines.length) % lines.length;
    lines.forEach((line, place) => line.setAttribute("aria-selected", String(place === chosen)));
    field.setAttribute("aria-activedescendant", lines[chosen].id);
    lines[chosen].scrollIntoView({ block: "nearest" });
  };

  const line = ({ title, url, kind }, number) => {
    const item = root.createElement("li");
    const name = root.createElement("span");
    const told = root.createElement("span");
    item.id = `${list.id}_${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = url;
    name.textContent = title;
    told.textContent = kind;
    told.className = "suggestions__kind";
    item.append(name, " ", told);
    return item;
  };

  const ask = async () => {
    asking = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(field.value)}`, {
        signal: asking.signal,
        credentials: "omit",
      });
      if (!answer.ok) return close();
      const { suggestions: found } = await answer.json();
      if (root.activeElement !== field) return close();
      close();
      list.replaceChildren(...found.map(line));
      list.hidden = !found.length;
      field.setAttribute("aria-expanded", String(found.length > 0));
      status.textContent = box.dataset.count.replace("{n}", found.length);
    } catch {
      // Typed on, or no connection: the form still works.
    }
  };

  field.addEventListener("input", () => {
    stop();
    if (field.value.trim().length < SHORTEST) return close();
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) root.location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => {
    stop();
    close();
  });
  // Before the field loses its focus, which closes the list.
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("[data-url]");
    event.preventDefault();
    if (item) root.location.assign(item.dataset.url);
  });
}
