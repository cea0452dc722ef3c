// The design system compiles to fixed colors. This swaps each of them for a custom property of
// scss/_tokens.scss, by the part it paints, so that dark mode and forced colors need one list only.
// A color that is not in the table stops the build: nobody ships a component with a stray color.
const TEXT = {
  "#1b1b1b": "ink",
  "#14333d": "link-strong",
  "#074b69": "link-strong",
  "#07648d": "link",
  "#54278f": "link-visited",
  "#454545": "ink-soft",
  "#565c65": "ink-soft",
  "#71767a": "ink-soft",
  "#757575": "ink-faint",
  "#919191": "ink-faint",
  "#b50909": "error",
  "#dfe1e2": "on-deep",
  "#f0f0f0": "on-deep",
  "#fff": "on-brand",
};
const SURFACE = {
  "#fff": "paper",
  "#07648d": "brand",
  "rgba(7,100,141,.1)": "brand-tint",
  "#074b69": "brand-strong",
  "#14333d": "brand-strong",
  "#1b1b1b": "ink",
  "#3d4551": "ink-soft",
  "#565c65": "ink-soft",
  "#71767a": "ink-soft",
  "#757575": "ink-faint",
  "#919191": "ink-faint",
  "#c9c9c9": "line",
  "#b50909": "error",
  "#d83933": "error",
  "#8b0a03": "error-strong",
  "#00bde3": "accent",
  "#28a0cb": "accent",
  "#fa9441": "accent",
  "#c05600": "accent",
  "#775540": "accent",
};
const LINE = {
  "#2491ff": "focus",
  "#1b1b1b": "ink",
  "#07648d": "brand",
  "#074b69": "brand-strong",
  "#14333d": "brand-strong",
  "#28a0cb": "accent",
  "#00a91c": "free",
  "#b50909": "error",
  "#565c65": "edge",
  "#757575": "ink-faint",
  "#919191": "ink-faint",
  "#c9c9c9": "line",
  "#dae9ee": "line",
  "#dfe1e2": "line",
  "#e6e6e6": "line",
  "rgba(27,27,27,.2)": "line",
  "#f0f0f0": "on-deep",
  "#fff": "paper",
};
const LEAVE = new Set(["rgba(0,0,0,0)", "#000"]);
const COLOR = /#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)/g;

function tableFor(property) {
  if (/color$/.test(property) && !/^(background|border|outline)/.test(property)) return TEXT;
  if (/^background/.test(property)) return SURFACE;
  return LINE;
}

export function recolor(css) {
  const strays = new Set();
  const result = css.replace(/([{;])([a-z-]+):([^;{}]+)/g, (whole, before, property, value) => {
    if (value.includes("url(") && !COLOR.test(value.replace(/url\([^)]*\)/g, ""))) return whole;
    COLOR.lastIndex = 0;
    const table = tableFor(property);
    const swapped = value.replace(COLOR, (color) => {
      const key = color.toLowerCase();
      if (LEAVE.has(key)) return color;
      if (!table[key]) strays.add(`${property}: ${color}`);
      return `var(--${table[key]})`;
    });
    return `${before}${property}:${swapped}`;
  });
  if (strays.size) throw new Error(`Colors without a token (static/recolor.mjs): ${[...strays].join("; ")}`);
  return result;
}
