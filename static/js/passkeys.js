// Forms that use a passkey: <form data-passkey="get" or "create"> with a hidden field `credential`. What the
// server asks for stands in #passkey-options, or is fetched from data-options-url when the button is pressed.
const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};
const text = (buffer) => {
  let plain = "";
  for (const byte of new Uint8Array(buffer)) plain += String.fromCharCode(byte);
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};
const known = (credentials) => (credentials || []).map((each) => ({ ...each, id: bytes(each.id) }));

async function made({ publicKey: asked }) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
    // Kept on the device where it can be: then it also signs in without an address and a password.
    authenticatorSelection: { ...asked.authenticatorSelection, residentKey: "preferred", requireResidentKey: false },
  };
  const found = await navigator.credentials.create({ publicKey });
  const { clientDataJSON, attestationObject } = found.response;
  return { ...common(found), response: { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) } };
}

async function used({ publicKey: asked }) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  const found = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = found.response;
  const response = { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData) };
  response.signature = text(signature);
  response.userHandle = userHandle ? text(userHandle) : null;
  return { ...common(found), response };
}

function common(found) {
  const clientExtensionResults = found.getClientExtensionResults();
  return { id: found.id, rawId: text(found.rawId), type: found.type, clientExtensionResults };
}

async function options(form) {
  if (!form.dataset.optionsUrl) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-passkey-error]");
    said.textContent = "";
    if (!window.PublicKeyCredential) {
      said.textContent = form.dataset.unknown;
      return;
    }
    try {
      const { creation_options: creation, request_options: request } = await options(form);
      form.elements.credential.value = JSON.stringify(creation ? await made(creation) : await used(request));
      form.submit();
    } catch {
      // Cancelled, timed out or refused: browsers do not tell which, to protect people.
      said.textContent = form.dataset.failed;
    }
  });
  // Shown only now: a press before this script was at work would send the form without a passkey.
  form.querySelector("[data-passkey-button]").hidden = false;
}
