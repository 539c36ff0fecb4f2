/** What a wave of mails is called. */
import { useTexts } from "@/features/mails/use-texts";
import type { Wave } from "@/lib/api/schema";

export function useWaveName(): (wave: Pick<Wave, "id" | "kind">) => string {
  const texts = useTexts().waves;
  return ({ id, kind }) => (kind === "reminder" ? texts.numbered(Number(id.split("_")[1])) : texts.kinds[kind]);
}
