// "None of these" and "I don't know" (inputs with data-lone) untick the others, and the others untick them.
// Two ticks about the same thing ("it is so", "I don't know") untick each other in the same way: they share a value.
// The server decides all the same when both arrive.
export function loneChoices(root) {
  for (const list of root.querySelectorAll("[data-has-lone]")) {
    const inputs = [...list.querySelectorAll("input[type=checkbox]")];
    list.addEventListener("change", ({ target }) => {
      if (!target.checked) return;
      const lone = "lone" in target.dataset;
      for (const input of inputs) {
        const rival = input.value === target.value;
        if (input !== target && (lone || rival || "lone" in input.dataset)) input.checked = false;
      }
    });
  }
}
