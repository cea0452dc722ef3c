// Does a second of work for a page that is about to be sent, while its reader reads it. Without this file or
// without time for it the page is sent all the same.
const PATIENCE = 3000; // milliseconds

export function workForSending(root) {
  const form = root.querySelector("[data-work]");
  if (!form || !globalThis.crypto?.subtle) return;
  const task = JSON.parse(form.dataset.work);
  const field = form.querySelector("[name=work]");
  const done = solve(task).then((number) => {
    if (number === null) return;
    const { algorithm, challenge, salt, signature } = task;
    field.value = JSON.stringify({ algorithm, challenge, number, salt, signature });
  });
  let sending = false;
  form.addEventListener("submit", async (event) => {
    if (field.value || sending) return;
    event.preventDefault();
    sending = true;
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    form.requestSubmit(event.submitter);
  });
}

/** The number whose digest together with the salt is the challenge. */
async function solve({ algorithm, challenge, salt, most }) {
  const encoder = new TextEncoder();
  for (let number = 0; number <= most; number += 1) {
    const found = await crypto.subtle.digest(algorithm, encoder.encode(salt + number));
    if (hex(found) === challenge) return number;
  }
  return null;
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
