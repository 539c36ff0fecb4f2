/** One question in every session of its survey: who joined and answered, what came out, and the way from this session. */
import { useState } from "react";
import { SelectField } from "@/components/ui/field";
import { Badge, Card, Skeleton } from "@/components/ui/surface";
import type { Outcome, Side } from "@/features/comparison/api/comparison";
import { TrendChart } from "@/features/comparison/components/trend-chart";
import { shownOf } from "@/features/comparison/shown";
import { useTexts } from "@/features/comparison/use-texts";
import type { SessionSummary } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";

/** One line of the page; `outcome` is null while it is on its way. */
export interface Sight {
  readonly side: Side;
  readonly key: string;
  readonly isReference: boolean;
  readonly about: SessionSummary;
  readonly joined: number | null;
  readonly outcome: Outcome | null;
}

interface OverTimeProps {
  question: string;
  sights: readonly Sight[];
  chosen: string;
  onChoose: (key: string) => void;
}

export function OverTime({ question, sights, chosen, onChoose }: OverTimeProps) {
  const texts = useTexts();
  const { whole, percent, decimal } = useNumbers();
  const { when } = useMoments();
  const labels = [...new Set(sights.flatMap(({ outcome }) => (outcome && "compared" in outcome ? outcome.compared.shares.map(({ label }) => label) : [])))];
  const [picked, setPicked] = useState<string | null>(null);
  const label = picked !== null && labels.includes(picked) ? picked : (labels[0] ?? null);
  const written = (value: number | null) => (value === null ? "–" : label === null ? decimal(value, 2) : percent(value));
  const shown = sights.map((sight) => ({ ...shownOf(sight, label), name: texts.name(sight.about.title, sight.side.round), isReference: sight.isReference }));
  return (
    <Card aria-labelledby="over-time" className="p-5 sm:p-7">
      <div className="mb-5 flex flex-wrap items-start justify-between gap-4">
        <h2 id="over-time" className="text-xl">
          {texts.overTime}
        </h2>
        {labels.length > 0 && (
          <SelectField label={texts.answer} frame="min-w-0 basis-56" value={label ?? ""} onChange={(event) => setPicked(event.target.value)}>
            {labels.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </SelectField>
        )}
      </div>
      <TrendChart points={shown.map((one) => ({ ...one, told: written(one.value) }))} label={texts.chart(question, label ?? texts.mean)} />
      <div className="overflow-x-auto rounded-xl ring-1 ring-line" tabIndex={0} role="region" aria-label={texts.overTime}>
        <table className="figures w-full text-[0.9375rem]">
          <thead className="bg-sunken text-start text-sm text-muted">
            <tr>
              {[texts.beside, texts.session, texts.joined, texts.answered, texts.response, label === null ? texts.mean : texts.share].map((name, i) => (
                <th key={name} scope="col" className={`px-4 py-2.5 ${i < 2 ? "text-start" : "text-end"}`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {sights.map((sight, i) => {
              const { n, value, interval, words, name } = shown[i]!;
              return (
                <tr key={sight.key}>
                  <td className="px-4 py-2">
                    {sight.isReference ? <Badge tone="brand">{texts.this}</Badge> : <input type="radio" name="beside" className="size-5 accent-brand" aria-label={texts.compareWith(name)} checked={sight.key === chosen} onChange={() => onChoose(sight.key)} />}
                  </td>
                  <th scope="row" className="px-4 py-2 text-start font-medium">
                    <bdi>{name}</bdi> <span className="block text-sm font-normal text-faint">{when(sight.about.created_at)}</span>
                  </th>
                  <td className="px-4 py-2 text-end">{sight.joined === null ? "–" : whole(sight.joined)}</td>
                  {words !== null ? (
                    <td colSpan={3} className="px-4 py-2 text-end text-muted">
                      {words === "loading" ? <Skeleton className="ms-auto h-4 w-24" /> : texts.words[words]}
                    </td>
                  ) : (
                    <>
                      <td className="px-4 py-2 text-end">{whole(n)}</td>
                      <td className="px-4 py-2 text-end">{sight.joined ? percent(Math.min(1, n / sight.joined)) : "–"}</td>
                      <td className="px-4 py-2 text-end whitespace-nowrap">
                        {written(value)} {interval && <span className="text-sm text-faint">({texts.range(percent(interval.low), percent(interval.high))})</span>}
                      </td>
                    </>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="mt-3 text-sm text-pretty text-faint">{texts.overTimeHint}</p>
    </Card>
  );
}
