/** Whether the numbers were proved, and when. */
import { useQuery } from "@tanstack/react-query";
import { CircleDashed, ShieldCheck, TriangleAlert } from "lucide-react";
import { useTexts } from "@/features/results/use-texts";
import { proofQuery } from "@/lib/api/proof";
import { useMoments } from "@/lib/i18n/moments";
import { useNow } from "@/lib/use-now";

export function ProofMark({ session }: { session: string }) {
  const texts = useTexts().proof;
  const { distance } = useMoments();
  const now = useNow(30_000);
  const { data: proof } = useQuery(proofQuery(session));
  if (!proof) return null;
  const { verdict, recounted_at } = proof;
  const isProved = verdict === "verified" || verdict === "moved_on";
  const Icon = verdict === "drift" ? TriangleAlert : isProved ? ShieldCheck : CircleDashed;
  return (
    <p className={`mt-4 flex items-start gap-2 border-t border-line pt-4 text-sm font-medium ${verdict === "drift" ? "text-bad" : isProved ? "text-good" : "text-faint"}`}>
      <Icon aria-hidden="true" className="size-4.5 shrink-0" />
      {texts[verdict](recounted_at === null ? "" : distance(recounted_at, now))}
    </p>
  );
}
