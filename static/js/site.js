// Small improvements for browsers with scripts. Every page works without this file.
import { copyButtons } from "./copy.js";
import { counters } from "./count.js";
import { quickExit } from "./exit.js";
import { choiceFilters } from "./filter.js";
import { loneChoices } from "./lone.js";
import { openUntil } from "./open.js";
import { suggestions } from "./suggest.js";
import { workForSending } from "./work.js";

document.documentElement.classList.add("has-script");

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

copyButtons(document);
choiceFilters(document);
loneChoices(document);
suggestions(document);
quickExit(document);
counters(document);
openUntil(document);
workForSending(document);

// A page that came back with errors says so at once to people who do not see it.
document.querySelector(".error-summary")?.focus();
