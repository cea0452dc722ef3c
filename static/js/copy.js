// <div data-copy data-copied="Copied"> holds a read-only field, a button and a status line.
export function copyButtons(root) {
  for (const box of root.querySelectorAll("[data-copy]")) {
    const field = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    box.querySelector("button")?.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        status.textContent = box.dataset.copied;
      } catch {
        // No permission: the text is selected, so the keyboard can copy it.
        status.textContent = box.dataset.selected;
      }
    });
  }
}
