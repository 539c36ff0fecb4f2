/** The files of a build: what needs what, and pages that name what they need. */
import { gzipSync } from "node:zlib";
import type { Rolldown } from "vite";

export function chunksIn(bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  return Object.values(bundle).filter((file) => file.type === "chunk");
}

/** The chunk that holds a module, by the end of its path; none or several where the build is not as the caller thinks. */
export function chunksWith(bundle: Rolldown.OutputBundle, module: string): Rolldown.OutputChunk[] {
  return chunksIn(bundle).filter(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)));
}

export function neededBy(bundle: Rolldown.OutputBundle, chunks: readonly Rolldown.OutputChunk[]): string[] {
  const needed = new Set<string>();
  const need = (name: string) => {
    const file = bundle[name];
    if (file?.type !== "chunk" || needed.has(name)) return;
    needed.add(name);
    file.viteMetadata?.importedCss.forEach((css) => needed.add(css));
    file.imports.forEach(need);
  };
  chunks.forEach(({ fileName }) => need(fileName));
  return [...needed];
}

export function sourceOf(bundle: Rolldown.OutputBundle, name: string): string | Uint8Array {
  const file = bundle[name];
  if (file === undefined) throw new Error(`The build has no ${name}.`);
  return file.type === "chunk" ? file.code : file.source;
}

export function gzippedSize(bundle: Rolldown.OutputBundle, name: string): number {
  return gzipSync(sourceOf(bundle, name), { level: 9 }).length;
}

/** The page with links to scripts that it would ask for one after the other. */
export function pageNaming(page: string, names: readonly string[], { attribute = "rel", more = "" } = {}): string {
  const links = names.filter((name) => name.endsWith(".js") && !page.includes(name)).map((name) => `    <link ${attribute}="modulepreload" crossorigin${more} href="/${name}">\n`);
  return page.replace("  </head>", `${links.join("")}  </head>`);
}
