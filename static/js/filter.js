// A field that narrows a long list of choices while the person types.
// <div class="choice-filter" data-filters="ID" data-count="{n} of {all} shown"> holds the field and a status line.
// A choice that is ticked is never hidden. data-words on a line adds words to find it by.

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
      words: plain(`${line.textContent} ${line.dataset.words ?? ""}`),
    }));

    const narrow = () => {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean).map(stem);
      let shown = 0;
      for (const { line, input, words } of lines) {
        line.hidden = !input.checked && !wanted.every((word) => words.includes(word));
        if (!line.hidden) shown += 1;
      }
      for (const group of list.querySelectorAll("[data-group]")) {
        group.hidden = !group.querySelector("li:not([hidden]) input");
        // A closed section would hide what was found in it.
        if (group.matches("details")) group.open = wanted.length > 0 && !group.hidden;
      }
      status.textContent = wanted.length
        ? box.dataset.count.replace("{n}", shown).replace("{all}", lines.length)
        : "";
    };

    box.classList.add("is-ready");
    field.addEventListener("input", narrow);
    // Return in this field must not send the form.
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    if (field.value) narrow();
  }
}
