// Says under a long field how many characters are left; nothing is ever cut.
const QUIET = 0.75; // of the field, before anything is said

export function counters(root) {
  for (const field of root.querySelectorAll("textarea[data-count]")) {
    const words = field.form.dataset;
    const most = Number(field.dataset.count);
    const status = document.createElement("p");
    status.className = "small count";
    status.setAttribute("role", "status");
    field.after(status);
    const say = () => {
      const left = most - [...field.value].length;
      const form = left < 0 ? words.countOver : words.countLeft;
      status.textContent = left < most * (1 - QUIET) ? form.replace("{n}", Math.abs(left)) : "";
    };
    field.addEventListener("input", say);
    say();
  }
}
