/** On the wall: that what is shown there was counted again from the log, and came out the same. */
import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useTexts } from "@/features/sessions/use-texts";
import { proofQuery } from "@/lib/api/proof";

export function ProofMark({ session }: { session: string }) {
  const texts = useTexts().proof;
  const { data: proof } = useQuery(proofQuery(session));
  if (proof?.verdict !== "verified") return null;
  return (
    <p title={texts.markHint} className="flex animate-rise items-center gap-1.5 font-semibold text-good">
      <ShieldCheck aria-hidden="true" className="size-5" /> {texts.mark}
    </p>
  );
}
