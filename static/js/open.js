// Warns five minutes before a draft closes in this browser, and keeps it open when asked.
const WARNING = 5 * 60 * 1000;

export function openUntil(root) {
  const box = root.querySelector("[data-open-minutes]");
  if (!box) return;
  const lasts = Number(box.dataset.openMinutes) * 60 * 1000;
  const status = box.querySelector("[role=alert]");
  const stay = box.querySelector("button");
  let timers = [];
  const start = () => {
    timers.forEach(clearTimeout);
    timers = [
      setTimeout(() => {
        status.textContent = box.dataset.warning;
        stay.hidden = false;
      }, lasts - WARNING),
      setTimeout(() => {
        status.textContent = box.dataset.closed;
        stay.hidden = true;
      }, lasts),
    ];
  };
  stay.addEventListener("click", async () => {
    // Asking for the page again is what keeps a draft open.
    const answer = await fetch(location.pathname, { cache: "no-store" });
    if (!answer.ok) return;
    stay.hidden = true;
    status.textContent = box.dataset.stays;
    start();
  });
  start();
}
