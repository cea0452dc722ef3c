// Builds what pages name into build/static: css/site.css, css/pdf.css, js/site.js, img/* and the fonts of PDFs,
// each text file with a .gz and a .br beside it so that the server never compresses on the fly. Run by `npm run build`.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";
import * as sass from "sass";
import { recolor } from "./recolor.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = join(root, "build", "static");
const uswds = join(root, "node_modules", "@uswds", "uswds");

function compile(name) {
  return sass.compile(join(here, "scss", name), {
    loadPaths: [join(uswds, "packages"), join(here, "scss")],
    style: "compressed",
    quietDeps: true,
    logger: sass.Logger.silent,
  }).css;
}

function buildStyles() {
  // Only the design system is recolored: our own sheets use the custom properties already.
  const joined = `${recolor(compile("uswds.scss"))}\n${compile("site.scss")}`;
  const { code } = esbuild.transformSync(joined.replaceAll("\uFEFF", ""), {
    loader: "css",
    minify: true,
    target: ["chrome100", "firefox100", "safari15"],
    legalComments: "none",
  });
  return code;
}

/** Copies the images that the style sheet names, flat, and points the style sheet at them. */
function gatherImages(css) {
  return css.replace(/url\("?\.\.\/img\/([^")]+)"?\)/g, (_, path) => {
    copyFileSync(join(uswds, "dist", "img", path), join(out, "img", basename(path)));
    return `url(../img/${basename(path)})`;
  });
}

function compressBeside(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      compressBeside(path);
    } else if ([".css", ".js", ".svg"].includes(extname(path)) && statSync(path).size > 300) {
      const bytes = readFileSync(path);
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
    }
  }
}

function report(path) {
  const kib = (file) => `${(statSync(file).size / 1024).toFixed(1)} KiB`;
  console.log(`${path.slice(root.length + 1)}: ${kib(path)}, ${kib(`${path}.br`)} as brotli`);
}

rmSync(out, { recursive: true, force: true });
for (const folder of ["css", "js", "img", "fonts", "share"]) mkdirSync(join(out, folder), { recursive: true });

for (const name of readdirSync(join(here, "img"))) copyFileSync(join(here, "img", name), join(out, "img", name));
writeFileSync(join(out, "css", "site.css"), gatherImages(buildStyles()));
// The PDF maker may run on a machine without fonts; browsers never load these.
for (const name of ["PublicSans-Regular.woff2", "PublicSans-Bold.woff2"])
  copyFileSync(join(uswds, "dist", "fonts", "public-sans", name), join(out, "fonts", name));
writeFileSync(join(out, "css", "pdf.css"), compile("pdf.scss").replaceAll("\uFEFF", ""));
// The site's own, what pages with passkeys load beside it, and what the admin loads.
esbuild.buildSync({
  entryPoints: ["site.js", "passkeys.js", "staff.js"].map((name) => join(here, "js", name)),
  outdir: join(out, "js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome100", "firefox100", "safari15"],
  legalComments: "none",
});
// What other sites load: a style sheet and two scripts, each by itself.
writeFileSync(join(out, "share", "embed.css"), compile("embed.scss").replaceAll("\uFEFF", ""));
for (const name of readdirSync(join(here, "share"))) {
  const { code } = esbuild.transformSync(readFileSync(join(here, "share", name), "utf8"), {
    minify: true,
    format: "iife",
    target: ["chrome100", "firefox100", "safari15"],
  });
  writeFileSync(join(out, "share", name), code);
}
for (const name of readdirSync(join(here, "admin"))) {
  const text = readFileSync(join(here, "admin", name), "utf8");
  const kind = extname(name).slice(1);
  const options = kind === "js" ? { format: "iife", target: ["chrome100", "firefox100", "safari15"] } : {};
  const { code, warnings } = esbuild.transformSync(text, { loader: kind, minify: true, sourcefile: name, ...options });
  // A brace that is missing is only a warning, and shuts all that follows into the block before it.
  if (warnings.length) throw new Error(warnings.map(({ text, location }) => `${name}:${location?.line}: ${text}`).join("\n"));
  writeFileSync(join(out, kind, name), code);
}
compressBeside(out);
report(join(out, "css", "site.css"));
report(join(out, "js", "site.js"));
