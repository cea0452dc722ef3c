// The quick exit: press it, or Shift three times. The page that is left stands in no history.
const PRESSES = 3;
const WITHIN = 5000; // milliseconds

export function quickExit(root) {
  const link = root.querySelector("[data-quick-exit]");
  if (!link) return;
  let pressed = [];
  const leave = () => {
    document.documentElement.hidden = true;
    location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  root.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      pressed = []; // a capital letter was typed
      return;
    }
    const now = Date.now();
    pressed = [...pressed.filter((at) => now - at < WITHIN), now];
    if (pressed.length >= PRESSES) leave();
  });
}
