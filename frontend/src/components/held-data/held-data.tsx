/** Everything that is held about a participant: to read, and as a file to take away. */
import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useHeldTexts } from "@/components/held-data/use-texts";
import type { ParticipantData } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { saveFile } from "@/lib/save-file";
import type { AnswerValue } from "@/lib/socket/frames";

interface HeldDataProps {
  held: ParticipantData;
  /** A question's title, and an answer to it in a line of words. */
  describe: (question: string, value: AnswerValue) => readonly [title: string, answer: string];
}

export function HeldData({ held, describe }: HeldDataProps) {
  const texts = useHeldTexts();
  return (
    <div className="flex flex-col gap-6">
      <section>
        <h3 className="text-lg">{texts.record}</h3>
        <Record held={held} />
      </section>
      <section>
        <h3 className="text-lg">{texts.answers}</h3>
        {held.entries.length === 0 && <p className="mt-2 text-muted">{texts.noAnswers}</p>}
        <ol className="mt-2 flex flex-col gap-3">
          {held.entries.toReversed().map((entry) => (
            <Entry key={`${entry.part}.${entry.attempt}.${entry.revision}`} entry={entry} describe={describe} />
          ))}
        </ol>
      </section>
      <Button className="self-start" onClick={() => saveFile(`${held.participant}.json`, "application/json", JSON.stringify(held, null, 2))}>
        <Download aria-hidden="true" className="size-4" /> {texts.save}
      </Button>
    </div>
  );
}

function Record({ held }: { held: ParticipantData }) {
  const { fields, none } = useHeldTexts();
  const { exactly } = useMoments();
  const written = (name: string, value: unknown) => {
    if (value === null || value === undefined) return none;
    if (typeof value === "string") return name.endsWith("_at") ? exactly(value) : value;
    return JSON.stringify(value, null, 2);
  };
  const known = Object.entries({ participant: held.participant, ...held.known });
  return (
    <dl className="mt-2 grid gap-x-4 gap-y-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
      {known.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-sm text-faint">{fields[name] ?? name}</dt>
          <dd className="text-[0.9375rem] break-words whitespace-pre-wrap" dir="auto">
            {written(name, value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Entry({ entry, describe }: { entry: ParticipantData["entries"][number] } & Pick<HeldDataProps, "describe">) {
  const texts = useHeldTexts();
  const { exactly } = useMoments();
  const given = Object.entries(entry.answers as { readonly [question: string]: AnswerValue | null });
  return (
    <li className="rounded-2xl bg-sunken px-4 py-3">
      <dl className="flex flex-col gap-2">
        {given.map(([question, value]) => {
          const [title, answer] = describe(question, value);
          return (
            <div key={question}>
              <dt className="text-sm text-muted" dir="auto">
                {title}
              </dt>
              <dd className="font-semibold break-words whitespace-pre-wrap" dir="auto">
                {value === null ? texts.takenBack : answer}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="mt-2 text-sm break-words text-faint">
        {[exactly(entry.at), texts.attempt(entry.attempt), texts.revision(entry.revision), texts.receipt(entry.receipt)].join(" · ")}
      </p>
    </li>
  );
}
