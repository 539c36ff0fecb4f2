/** What the facilitator works on: the survey, or what the audience asks. */
import { SegmentCount, Segments } from "@/components/ui/segments";
import { countsOf } from "@/features/sessions/api/moderation";
import type { Room } from "@/features/sessions/api/use-room";
import { useAudienceTexts } from "@/features/sessions/use-audience-texts";

export type Desk = "survey" | "audience";

/** Also where questions were taken before: they do not go when the setting does. */
export function hasAudience({ session, questions }: Room): boolean {
  return (session.settings.audience_questions ?? "off") !== "off" || (questions !== null && Object.keys(questions.questions).length > 0);
}

export function DeskChoice({ room: { questions }, desk, onChange }: { room: Room; desk: Desk; onChange: (desk: Desk) => void }) {
  const texts = useAudienceTexts();
  const waiting = questions === null ? 0 : countsOf(questions).pending;
  return (
    <div className="flex items-center gap-3">
      <Segments
        legend={texts.desk}
        value={desk}
        onChange={onChange}
        choices={[
          { value: "survey", label: texts.survey },
          { value: "audience", label: <>{texts.questions} {waiting > 0 && <SegmentCount count={waiting} isCalling />}</> },
        ]}
      />
      <p role="status" className="sr-only">{waiting > 0 && texts.waitingShort(waiting)}</p>
    </div>
  );
}
