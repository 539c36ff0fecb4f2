/** Options under edit. Pure. */
import type { Option } from "@/lib/questions/question";

export function newOption(id: string, label = ""): Option {
  return { id, label, exclusive: false };
}

/** Options that have no label yet, with something to show. */
export function labelled<T extends { readonly label: string }>(options: readonly T[], word: string): T[] {
  return options.map((option, i) => ({ ...option, label: option.label || `${word} ${i + 1}` }));
}

export function lackingLabels<C extends string>(options: readonly { readonly label: string }[], path: string, code: C): { path: string; code: C }[] {
  return options.flatMap(({ label }, i) => (label.trim() === "" ? [{ path: `${path}.${i}.label`, code }] : []));
}
