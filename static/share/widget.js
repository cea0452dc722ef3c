// Puts a frame of this library in the place of each <div data-entrywise="question" data-slug="…"> or
// <div data-entrywise="check">. It sets no cookie, asks nothing of the page around it, and sends nothing.
(() => {
  const script = document.currentScript;
  if (!script) return;
  const home = new URL(".", script.src);
  const paths = { question: "questions/", guide: "guides/", check: "check/" };
  const sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-forms";
  const frames = new Set();

  const address = ({ entrywise, slug, theme, accent }) => {
    const needsSlug = entrywise !== "check";
    if (!Object.hasOwn(paths, entrywise) || (needsSlug && !slug)) return null;
    const url = new URL(`embed/${paths[entrywise]}${needsSlug ? `${encodeURIComponent(slug)}/` : ""}`, home);
    if (theme) url.searchParams.set("theme", theme);
    if (accent) url.searchParams.set("accent", accent);
    return url.href;
  };

  const place = () => {
    for (const box of document.querySelectorAll("[data-entrywise]:not([data-entrywise-done])")) {
      const src = address(box.dataset);
      if (!src) continue;
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", sandbox);
      frame.setAttribute("referrerpolicy", "no-referrer");
      frame.setAttribute("loading", "lazy");
      frame.title = box.dataset.title || box.textContent.trim() || "Entrywise";
      Object.assign(frame.style, { width: "100%", height: "320px", border: "0", display: "block" });
      frame.src = src;
      box.dataset.entrywiseDone = "";
      box.replaceChildren(frame);
      frames.add(frame);
    }
  };

  // A frame in a sandbox has no origin of its own ("null"): what counts is which window speaks.
  addEventListener("message", ({ source, origin, data }) => {
    if (origin !== "null" || data?.entrywise !== 1) return;
    for (const frame of frames) {
      if (frame.contentWindow !== source) continue;
      if (Number.isFinite(data.height)) frame.style.height = `${Math.min(Math.max(data.height, 80), 4000)}px`;
      if (typeof data.title === "string" && data.title) frame.title = data.title.slice(0, 200);
    }
  });

  place();
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", place);
})();
