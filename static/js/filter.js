// A field that narrows a long list of choices while the person types.
// <div class="choice-filter" data-filters="ID" data-count="{n} of {all} shown"> holds the field and a status line.
// A choice that is ticked is never hidden, nor is what the server's own search found (in data-found).
// data-words on a line adds words to find it by. Lines with all the words come first, else those with any of them.
// Where nothing fits, data-none says so and everything stays there to be browsed.

// Letters without their accents, so that "cafe" finds "café".
const plain = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "");

// "watches" finds a watch: a plural loses its ending, and what is left only has to stand somewhere in the line.
const stem = (word) => (word.length > 3 ? word.replace(/(ch|sh|ss|x)es$/, "$1").replace(/ies$|([^s])s$/, "$1") : word);

export function choiceFilters(root) {
  for (const box of root.querySelectorAll("[data-filters]")) {
    const list = root.getElementById(box.dataset.filters);
    const field = box.querySelector("input");
    if (!list || !field) continue;
    const status = box.querySelector("[role=status]");
    const lines = [...list.querySelectorAll("li:has(input)")].map((line) => ({
      line,
      input: line.querySelector("input"),
      stays: line.closest("[data-found]") !== null,
      words: plain(`${line.textContent} ${line.dataset.words ?? ""}`),
    }));

    const narrow = () => {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean).map(stem);
      const long = wanted.filter((word) => word.length > 2);
      const every = lines.filter(({ words }) => wanted.every((word) => words.includes(word)));
      const fitting = every.length ? every : lines.filter(({ words }) => long.some((word) => words.includes(word)));
      const nothing = !fitting.length && "none" in box.dataset;
      const fits = new Set(nothing ? lines : fitting);
      let shown = 0;
      for (const entry of lines) {
        entry.line.hidden = !entry.input.checked && !entry.stays && !fits.has(entry);
        if (!entry.line.hidden) shown += 1;
      }
      for (const group of list.querySelectorAll("[data-group]")) {
        group.hidden = !group.querySelector("li:not([hidden]) input");
        // A closed section would hide what was found in it.
        if (group.matches("details")) group.open = wanted.length > 0 && !nothing && !group.hidden;
      }
      const said = nothing ? box.dataset.none : box.dataset.count;
      const values = { n: shown, all: lines.length, find: field.value.trim() };
      status.textContent = wanted.length ? said.replace(/\{(n|all|find)\}/g, (_whole, name) => values[name]) : "";
    };

    box.classList.add("is-ready");
    field.addEventListener("input", narrow);
    // Return in this field must not send the form.
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    // What the server has searched for is answered already; browsing stays open below it.
    if (field.value && !list.querySelector("[data-found]")) narrow();
  }
}
