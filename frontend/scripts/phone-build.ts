/** What phones load: in few files, all named by the page they open, and within a budget. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plugin, Rolldown } from "vite";
import { chunksIn, chunksWith, gzippedSize, neededBy, pageNaming, sourceOf } from "./chunks.ts";
import { looks, PHONE_LOOK } from "./phone-look.ts";

/** By the first part of their addresses. */
const DOORS = { j: "participant-page", i: "invited-page" } as const;
const BEHIND_THE_DOOR = "phone-screen";
export const PHONE_DOORS = new RegExp(`/(${Object.values(DOORS).join("|")})\\.tsx$`);
/** Gzipped. No fonts: phones show the ones they have, see look.css. */
const BUDGET_BYTES = 150_000;

/** A browser has six connections to a server without HTTP/2: forty small files would take seven times as long as six. */
export const PHONE_GROUPS: NonNullable<Rolldown.CodeSplittingOptions["groups"]> = [
  { name: "page", tags: ["$initial"], test: (id) => id !== PHONE_LOOK, priority: 10 },
  { name: "door", test: new RegExp(`/(${Object.values(DOORS).join("|")}|lib/i18n/numbers)\\.tsx?$`), priority: 9 }, // texts of the door count
  { name: "answering", test: new RegExp(`/${BEHIND_THE_DOOR}\\.tsx$`), priority: 8 },
];

/**
 * Links that the browser follows only now: what is behind the door. It is a file of its own, because it is so small that it is there first:
 * asked for with what the door needs, what is behind would take a third of the network from it; asked for by the door, it would come a round
 * trip late.
 */
const AFTERWARDS = "for (const link of document.querySelectorAll('link[data-rel]')) link.rel = link.dataset.rel;\n";

interface PhoneFiles {
  /** What the door needs. */
  readonly door: readonly string[];
  /** What is needed to answer besides. */
  readonly behind: readonly string[];
}

/** Writes `phone/j.de.html` and the like, which the server sends at `/j/…`; fails where a phone would load too much. */
export function phonePages(folder: string): Plugin {
  let afterwards = "";
  return {
    name: "phone-pages",
    apply: "build",
    buildStart() {
      this.emitFile({ type: "chunk", id: PHONE_LOOK, name: "phone" });
      afterwards = this.emitFile({ type: "asset", name: "afterwards.js", source: AFTERWARDS });
    },
    writeBundle(_, bundle) {
      const languages = languagesIn(bundle);
      if (languages.length < 2) this.error("The texts that phones load are not where this looks for them.");
      mkdirSync(path.join(folder, "phone"), { recursive: true });
      for (const [address, door] of Object.entries(DOORS)) {
        for (const language of languages) {
          const files = filesFor(bundle, door, language);
          const bytes = ["index.html", ...files.door, ...files.behind].reduce((sum, name) => sum + gzippedSize(bundle, name), 0);
          this.info(`${door} in ${language}: ${bytes} of ${BUDGET_BYTES} bytes`);
          if (bytes > BUDGET_BYTES) this.error(`With ${door} a phone loads ${bytes} bytes, more than ${BUDGET_BYTES}, before anybody can answer.`);
          writeFileSync(path.join(folder, "phone", `${address}.${language}.html`), phonePage(files, inPhoneLook(bundle, String(sourceOf(bundle, "index.html"))), { language, script: this.getFileName(afterwards) }));
        }
      }
    },
  };
}

const textsLanguage = (facade: string | null) => /\/(phone|answers)\/texts\/(\w+)\.ts$/.exec(facade ?? "");

function languagesIn(bundle: Rolldown.OutputBundle): string[] {
  return [...new Set(chunksIn(bundle).flatMap(({ facadeModuleId }) => textsLanguage(facadeModuleId)?.[2] ?? []))];
}

function filesFor(bundle: Rolldown.OutputBundle, door: string, language: string): PhoneFiles {
  const chunks = chunksIn(bundle);
  const texts = (feature: string) => chunks.filter(({ facadeModuleId }) => { const [, of, tag] = textsLanguage(facadeModuleId) ?? []; return of === feature && tag === language; });
  const page = (name: string) => chunksWith(bundle, `/${name}.tsx`);
  const first = neededBy(bundle, [...chunks.filter(({ isEntry }) => isEntry), ...page(door), ...texts("phone")]);
  const all = neededBy(bundle, [...page(BEHIND_THE_DOOR), ...texts("answers")]);
  return { door: [...first.filter((name) => !name.endsWith(".css")), looks(bundle).phones], behind: all.filter((name) => !first.includes(name)) };
}

/** By whichever door, in whichever language. */
export function openedWith(bundle: Rolldown.OutputBundle): string[] {
  return Object.values(DOORS).flatMap((door) => languagesIn(bundle).flatMap((language) => { const { door: first, behind } = filesFor(bundle, door, language); return [...first, ...behind]; }));
}

/** With the whole app's sheet named but disabled: Vite would load it for what comes late, unless the page has it. */
function inPhoneLook(bundle: Rolldown.OutputBundle, page: string): string {
  const { phones, whole } = looks(bundle);
  return page.replace(whole, phones).replace("  </head>", `    <link disabled data-rel="stylesheet" href="/${whole}" />\n  </head>`);
}

/** The page, and what it needs; what is behind the door after what opens it. */
function phonePage({ door, behind }: PhoneFiles, page: string, { language, script }: { language: string; script: string }): string {
  const named = pageNaming(pageNaming(page, door), behind, { attribute: "data-rel", more: ' fetchpriority="low"' });
  return named.replace("  </head>", `    <script async fetchpriority="high" src="/${script}"></script>\n  </head>`).replace('<html lang="en">', `<html lang="${language}">`);
}
