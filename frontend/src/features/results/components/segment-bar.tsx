/** Whose answers the page shows: everybody's, or those of who chose certain options. */
import { clsx } from "clsx";
import { countedOptions } from "@/components/session-settings/settings-change";
import { SelectField } from "@/components/ui/field";
import { FailedQuery } from "@/components/ui/failed-query";
import { Card, Skeleton } from "@/components/ui/surface";
import { Switch } from "@/components/ui/switch";
import { shareOf } from "@/features/results/rounds";
import { type Segment, toggled } from "@/features/results/segment";
import type { useSegment } from "@/features/results/use-segment";
import { useTexts } from "@/features/results/use-texts";
import type { Session } from "@/lib/api/schema";
import { useNumbers } from "@/lib/i18n/numbers";
import { usePhrases } from "@/lib/i18n/phrases";

interface SegmentBarProps {
  session: Session;
  chosen: ReturnType<typeof useSegment>;
}

export function SegmentBar({ session, chosen: { choosable, segment, counted, choose } }: SegmentBarProps) {
  const texts = useTexts().segment;
  const choosing = (id: string) => {
    const question = choosable.find((one) => one.id === id);
    choose(question ? { question, options: [], isBeside: segment?.isBeside ?? true } : null);
  };
  return (
    <Card aria-label={texts.title} className="flex flex-col gap-4 px-6 py-5">
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <SelectField frame="min-w-0 flex-1 basis-64 max-w-lg" label={texts.title} value={segment?.question.id ?? ""} onChange={(event) => choosing(event.target.value)}>
          <option value="">{texts.everybody}</option>
          <optgroup label={texts.whoChose}>
            {choosable.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </optgroup>
        </SelectField>
        {segment && (
          <span className="flex min-h-11 items-center">
            <Switch label={texts.beside} checked={segment.isBeside} onChange={(isBeside) => choose({ ...segment, isBeside })} />
          </span>
        )}
      </div>
      {segment && <Options segment={segment} onChoose={choose} />}
      {segment && <Size session={session} segment={segment} counted={counted} />}
    </Card>
  );
}

function Options({ segment, onChoose }: { segment: Segment; onChoose: (next: Segment) => void }) {
  const { sides } = usePhrases();
  return (
    <fieldset className="-m-1 flex max-h-48 flex-wrap gap-2 overflow-y-auto p-1">
      <legend className="sr-only"><bdi>{segment.question.title}</bdi></legend>
      {countedOptions(segment.question, sides).map((option) => {
        const isOn = segment.options.some(({ id }) => id === option.id);
        return (
          <button
            key={option.id}
            type="button"
            aria-pressed={isOn}
            className={clsx("min-h-9 max-w-full rounded-2xl px-4 py-1 text-start text-sm font-semibold break-words ring-1 ring-inset", isOn ? "bg-brand text-on-brand ring-brand" : "text-ink ring-line-strong/60 hover:bg-sunken")}
            onClick={() => onChoose(toggled(segment, option))}
          >
            <bdi>{option.label}</bdi>
          </button>
        );
      })}
    </fieldset>
  );
}

/** How many they are, of how many; or why that is not known. */
function Size({ session, segment, counted }: { session: Session; segment: Segment; counted: SegmentBarProps["chosen"]["counted"] }) {
  const texts = useTexts().segment;
  const { percent } = useNumbers();
  if (segment.options.length === 0) return <p className="text-sm text-muted">{texts.choose}</p>;
  if (counted.data === undefined) return counted.error ? <FailedQuery query={counted} /> : <Skeleton className="h-5 w-72 max-w-full" />;
  const { people, answered, round } = counted.data;
  const share = shareOf(people, answered);
  return (
    <div className="flex flex-col gap-1 text-sm text-muted">
      <p role="status" className="figures">
        {share === null ? texts.nobody : texts.size(people, percent(share), answered)}
        {(round > 1 || session.settings.attempts > 1) && ` ${texts.inRound[session.mode](round)}`}
      </p>
      <FailedQuery query={counted} />
    </div>
  );
}
