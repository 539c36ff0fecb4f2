/** How many texts have each tag, as shares of all of them, and how many have none. */
import { ShareBars } from "@/components/charts/share-bars";
import { TagDot } from "@/features/results/components/tag-dot";
import { useTexts } from "@/features/results/use-texts";
import type { TextCounts } from "@/lib/api/schema";

export function TagShares({ counts }: { counts: TextCounts }) {
  const texts = useTexts().written;
  if (counts.tags.length === 0 || counts.texts === 0) return null;
  const rows = counts.tags.map((tag) => ({ id: tag.id, label: tag.name, count: tag.texts, earlier: null, lead: <TagDot colour={tag.colour} /> }));
  const untagged = { id: "untagged", label: texts.untagged, count: counts.untagged, earlier: null, lead: <span className="size-2.5 shrink-0" />, tone: "faint" as const };
  return (
    <div>
      <ShareBars rows={[...rows, untagged]} n={counts.texts} earlierN={0} large={false} />
      <p className="mt-3 text-sm text-faint">{texts.base(counts.texts)}</p>
    </div>
  );
}
