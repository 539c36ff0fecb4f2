/** Where a question to the speakers is written; what is typed survives a reload. */
import { Send } from "lucide-react";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { TextAreaField } from "@/components/ui/field";
import type { Asking } from "@/features/participation/api/asking";
import type { AskDraft } from "@/features/participation/api/use-asking";
import { useAudienceTexts } from "@/features/participation/use-audience-texts";
import type { ParticipantSession } from "@/lib/api/schema";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

const LONGEST = 500;
/** From here on it is said how many characters are left. */
const NEAR_THE_END = 100;

interface AskFormProps {
  settings: ParticipantSession["settings"];
  draft: AskDraft;
  asking: Asking;
}

export function AskForm({ settings: { audience_questions: taking, identity }, draft: { text, change, clear }, asking }: AskFormProps) {
  const texts = useAudienceTexts();
  const oneAtATime = useOneAtATime();
  const left = LONGEST - (text?.length ?? 0);
  const hints = [taking === "moderated" ? texts.moderated : null, identity === "anonymous" ? texts.anonymous : null, left <= NEAR_THE_END ? texts.left(left) : null];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = text?.trim() ?? "";
    if (asked === "") return;
    void oneAtATime(async () => {
      await asking.ask(asked);
      await clear();
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <TextAreaField dir="auto" rows={2} label={texts.yourQuestion} hint={hints.filter(Boolean).join(" ")} maxLength={LONGEST} disabled={text === null} value={text ?? ""} onChange={(event) => change(event.target.value)} />
      <Button type="submit" variant="primary" className="self-end" disabled={(text?.trim() ?? "") === ""}>
        <Send aria-hidden="true" className="size-4.5 rtl:-scale-x-100" /> {texts.send}
      </Button>
    </form>
  );
}
