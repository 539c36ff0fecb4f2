/** The style sheet of phones: the app's, but for what only the office draws. */
import path from "node:path";
import type { Rolldown } from "vite";
import { sourceOf } from "./chunks.ts";

export const PHONE_LOOK = path.resolve(import.meta.dirname, "../src/phone.css");
const CLASS = /\.((?:\\.|[\w-])+)/g;

/** The built sheets of phones and of the whole app. */
export function looks(bundle: Rolldown.OutputBundle): { phones: string; whole: string } {
  const named = (name: string) => Object.values(bundle).find((file) => file.type === "asset" && file.names.includes(name))?.fileName;
  const [phones, whole] = [named("phone.css"), named("index.css")];
  if (phones === undefined || whole === undefined) throw new Error("The build's style sheets are not where this looks for them.");
  return { phones, whole };
}

/** Classes of the whole app's sheet that scripts of phones name and their own sheet does not have; a mere word ("group") may be no class there. */
export function undrawn(bundle: Rolldown.OutputBundle, scripts: readonly string[]): string[] {
  const { phones, whole } = looks(bundle);
  const drawn = classesIn(bundle, phones);
  const named = new Set(scripts.flatMap((script) => String(sourceOf(bundle, script)).split(/[\s"'`]+/)));
  return [...classesIn(bundle, whole)].filter((one) => /[-:[]/.test(one) && named.has(one) && !drawn.has(one));
}

function classesIn(bundle: Rolldown.OutputBundle, sheet: string): Set<string> {
  return new Set([...String(sourceOf(bundle, sheet)).matchAll(CLASS)].map(([, name]) => name!.replaceAll(/\\(.)/g, "$1")));
}
