/** What phones load after what they open with: results, the questions of the room, what is held; none of it needs the office's files. */
import type { Plugin, Rolldown } from "vite";
import { chunksIn, chunksWith, gzippedSize, neededBy } from "./chunks.ts";
import { OFFICE_GROUPS } from "./office-build.ts";
import { ROUTED } from "./office-pages.ts";
import { openedWith, PHONE_DOORS } from "./phone-build.ts";
import { looks, undrawn } from "./phone-look.ts";

/** The charts that Recharts draws. It is larger than all else that comes late, so it is a file with them, loaded at the first of these. */
const IN_COLUMNS = /\/questions\/(scale\/scale|scale\/nps|number\/number|moment\/moment)-chart\.tsx$/;
const RESULTS = /\/questions\/(result-(chart|table)|\w+\/[\w-]+-chart|text\/word-cloud|statement\/nothing)\.tsx$/;
/** Before the office's: what both need is here, and the office loads it too. */
export const LATE_GROUPS: NonNullable<Rolldown.CodeSplittingOptions["groups"]> = [
  { name: "shown", test: (id) => RESULTS.test(id) && !IN_COLUMNS.test(id), priority: 7 },
  { name: "columns", test: IN_COLUMNS, priority: 6 },
  { name: "asking", test: /\/audience-dock\.tsx$/, priority: 5 },
  { name: "own-data", test: /\/(own-data-sheet\.tsx|held-data\/use-texts\.ts)$/, priority: 4 },
];

/** The editor's side of each type of question: it stands in the registry beside the input and the chart, and only the editor draws it. */
const NEVER_ON_PHONES = /-settings\.tsx$/;
/** Gzipped, in all languages, and without the columns. */
const BUDGET_BYTES = 50_000;

/** Fails where something that a phone may load needs the office's files, or all of it together is too much. */
export function phoneLate(): Plugin {
  return {
    name: "phone-late",
    apply: "build",
    writeBundle(_, bundle) {
      const late = loadedLate(this, bundle);
      const office = officeFiles(bundle);
      const opened = new Set([...openedWith(bundle), looks(bundle).whole]); // which a phone's page has disabled
      const files = new Set<string>();
      for (const module of late) {
        const chunks = chunksWith(bundle, module);
        if (chunks.length === 0) this.error(`No file holds ${module}, which a phone may load.`);
        const needed = neededBy(bundle, chunks);
        const wrong = needed.find((name) => office.has(name));
        if (wrong !== undefined) this.error(`A phone that loads ${module} would load ${wrong} too, which is the office's.`);
        needed.filter((name) => !opened.has(name)).forEach((name) => files.add(name));
      }
      const plain = undrawn(bundle, [...opened, ...files].filter((name) => name.endsWith(".js")));
      if (plain.length > 0) this.error(`Phones draw ${plain.join(", ")}, which their style sheet (src/phone.css) leaves out.`);
      const sizes = [...files].map((name) => ({ name, bytes: gzippedSize(bundle, name), isColumns: holdsColumns(bundle, name) }));
      const bytes = sizes.reduce((sum, file) => sum + (file.isColumns ? 0 : file.bytes), 0);
      this.info(`${sizes.map((file) => `${file.name}: ${file.bytes}`).join(", ")}; without columns ${bytes} of ${BUDGET_BYTES} bytes`);
      if (bytes > BUDGET_BYTES) this.error(`Phones may load ${bytes} bytes later, more than ${BUDGET_BYTES}.`);
    },
  };
}

/** The modules that are imported when they are needed, from the doors on. */
function loadedLate(context: Rolldown.PluginContext, bundle: Rolldown.OutputBundle): string[] {
  const late = new Set<string>();
  const seen = new Set<string>();
  const visit = (id: string) => {
    const module = seen.has(id) ? null : context.getModuleInfo(id);
    if (module === null) return;
    seen.add(id);
    const onDemand = module.dynamicallyImportedIds.filter((one) => !NEVER_ON_PHONES.test(one));
    onDemand.forEach((one) => late.add(one));
    [...module.importedIds, ...onDemand].forEach(visit);
  };
  chunksIn(bundle).flatMap(({ moduleIds }) => moduleIds.filter((id) => PHONE_DOORS.test(id))).forEach(visit);
  return [...late];
}

function officeFiles(bundle: Rolldown.OutputBundle): Set<string> {
  const names = new Set(OFFICE_GROUPS.map(({ name }) => name));
  const chunks = [...chunksWith(bundle, ROUTED), ...chunksIn(bundle).filter(({ name }) => names.has(name))];
  return new Set(chunks.map(({ fileName }) => fileName));
}

function holdsColumns(bundle: Rolldown.OutputBundle, name: string): boolean {
  const file = bundle[name];
  return file?.type === "chunk" && file.moduleIds.some((id) => IN_COLUMNS.test(id));
}
