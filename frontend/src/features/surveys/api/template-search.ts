/** Finds templates by what they are called, about and for: pure. */
import type { TemplateSummary } from "@/lib/api/schema";

type Categories = Readonly<Record<TemplateSummary["category"], string>>;

/** Those that hold every word, whatever the case and accents. */
export function templatesLike(templates: readonly TemplateSummary[], wanted: string, categories: Categories): TemplateSummary[] {
  const words = folded(wanted).split(/\s+/).filter(Boolean);
  return templates.filter(({ title, about, category }) => {
    const text = folded(`${title} ${about} ${categories[category]}`);
    return words.every((word) => text.includes(word));
  });
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
