/** What the pages of the office load: in few files, which the page of each address names so that they come side by side. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plugin, Rolldown } from "vite";
import { chunksWith, neededBy, pageNaming, sourceOf } from "./chunks.ts";
import { PAGES } from "./office-pages.ts";

/** Large, and loaded only where they are drawn; with what imports them, which would bring them along. */
const LARGE = /\/node_modules\/(recharts|@dnd-kit|swagger-ui)|\/src\/components\/(charts\/columns|reorder|settings)/;
/** After the phones', which need none of these. The front door with the router is a file, what most pages need another, what several need a third. */
export const OFFICE_GROUPS: NonNullable<Rolldown.CodeSplittingOptions["groups"]> = [
  { name: "front-door", test: /\/(routed|landing-page)\.tsx$/, priority: 3 },
  { name: "office", test: (id) => !LARGE.test(id), minShareCount: 8, priority: 2 },
  { name: "common", test: (id) => !LARGE.test(id), minShareCount: 3, priority: 1 },
];

/** Writes `office/live.html` and the like, and `office/addresses.json`, by which the server finds the one for an address. */
export function officePages(folder: string): Plugin {
  return {
    name: "office-pages",
    apply: "build",
    writeBundle(_, bundle) {
      mkdirSync(path.join(folder, "office"), { recursive: true });
      for (const [name, , modules] of PAGES) {
        const lacking = modules.find((module) => chunksWith(bundle, module).length === 0);
        if (lacking !== undefined) this.error(`No file holds ${lacking}, which the page ${name} needs.`);
        const files = neededBy(bundle, modules.flatMap((module) => chunksWith(bundle, module)));
        writeFileSync(path.join(folder, "office", `${name}.html`), pageNaming(String(sourceOf(bundle, "index.html")), files));
        this.info(`${name}: ${files.length} files`);
      }
      writeFileSync(path.join(folder, "office", "addresses.json"), JSON.stringify(PAGES.map(([name, address]) => ({ address, file: `/office/${name}.html` }))));
    },
  };
}
