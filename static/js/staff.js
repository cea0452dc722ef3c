// A notice before the session of staff ends, and a way to stay. The server alone decides when it ends; whoever
// types or points keeps it alive as whoever opens pages does. Nothing that was typed is lost: see `again`.
const told = document.currentScript.dataset;
const WARN = 120; // seconds before the end
const LOOK = 20; // seconds between two looks
const ACT = 60; // seconds between two acts that are told to the server
let ends = Infinity; // by our own clock, in milliseconds
let last = Infinity;
let who = null;
let acted = false;
let toldAt = Date.now();
let notice = null;

const seconds = (end) => Math.round((end - Date.now()) / 1000);
let fresh = JSON.parse(document.getElementById("wagtail-config")?.textContent || "{}").CSRF_TOKEN || "";

async function ask(method) {
  const headers = { Accept: "application/json" };
  if (method === "POST") headers["X-CSRFToken"] = fresh;
  const answer = await fetch(told.session, { method, headers });
  if (!answer.ok) return;
  const found = await answer.json();
  const was = who !== null && ends <= Date.now();
  ends = Date.now() + found.left * 1000;
  last = Date.now() + found.at_most * 1000;
  if (!found.left) return;
  if (who !== null && who !== found.who) return; // somebody else: their token is not for this page
  who = found.who;
  fresh = found.token;
  if (was) again();
}

// Signed in again in another window: the forms of this page get a token that is taken.
function again() {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh;
  show(told.back, told.close, close);
}

function close() {
  notice?.remove();
  notice = null;
}

function show(words, label, act, href) {
  if (notice?.dataset.words === words) return;
  close();
  notice = document.createElement("div");
  notice.className = "session-notice";
  notice.setAttribute("role", "alert"); // read out at once; whoever types goes on typing
  notice.dataset.words = words;
  const text = document.createElement("p");
  text.textContent = words;
  const button = document.createElement(href ? "a" : "button");
  button.className = "button";
  button.textContent = label;
  if (href) Object.assign(button, { href, target: "_blank", rel: "opener" });
  else button.type = "button";
  button.addEventListener("click", () => act?.());
  notice.append(text, button);
  document.body.append(notice);
}

function look() {
  const left = seconds(ends);
  const minutes = String(Math.max(1, Math.ceil(left / 60)));
  if (who === null) return;
  if (left <= 0) show(told.over, told.again, null, `${told.signIn}?next=${encodeURIComponent(location.pathname)}`);
  else if (left > WARN) {
    if (notice && notice.dataset.words !== told.back) close();
  } else if (seconds(last) <= WARN) show(told.last.replace("{minutes}", minutes), told.close, close);
  else show(told.ends.replace("{minutes}", minutes), told.stay, stay);
}

async function stay() {
  await ask("POST").catch(() => {});
  look();
}

async function tick() {
  const isAct = acted && Date.now() - toldAt > ACT * 1000 && ends > Date.now();
  const isNear = seconds(ends) <= WARN + LOOK;
  if (isAct) {
    acted = false;
    toldAt = Date.now();
  }
  // Another tab may have kept the session alive, or have ended it.
  if (isAct || isNear) await ask(isAct ? "POST" : "GET").catch(() => {});
  look();
}

for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, () => (acted = true), { passive: true });
window.addEventListener("pageshow", () => ask("GET").then(look, () => {}));
setInterval(tick, LOOK * 1000);
