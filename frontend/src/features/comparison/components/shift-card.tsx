/** How far two sessions, or two rounds, lie apart: each answer with the interval of its change, drawn and in numbers. */
import { Card, Notice } from "@/components/ui/surface";
import { useTexts } from "@/features/comparison/use-texts";
import type { Comparison, Shift } from "@/lib/api/schema";
import { useNumbers } from "@/lib/i18n/numbers";

/** Room for ten points to each side at least: a small change must not look like a large one. */
const LEAST_REACH = 0.1;

export function ShiftCard({ comparison: { first, second, shares, mean }, isSame }: { comparison: Comparison; isSame: boolean }) {
  const texts = useTexts();
  const { decimal, percent } = useNumbers();
  const isHidden = first.hidden || second.hidden;
  const points = (value: number) => texts.points(signed(value, (size) => decimal(100 * size, 0)));
  const number = (value: number) => signed(value, (size) => decimal(size, 2));
  const reach = Math.max(LEAST_REACH, ...shares.flatMap(({ difference, low, high }) => [difference, low, high].map((value) => Math.abs(value ?? 0))));
  const rows = [
    ...shares.map((shift) => ({ shift, name: shift.label, told: percent, change: points })),
    ...(mean ? [{ shift: mean, name: texts.mean, told: (value: number) => decimal(value, 2), change: number }] : []),
  ];
  return (
    <Card aria-labelledby="shift" className="p-5 sm:p-7">
      <h2 id="shift" className="text-xl">
        {texts.shift(texts.name(first.title, first.round), texts.name(second.title, second.round))}
      </h2>
      <p className="figures mt-1 mb-5 text-sm text-faint">{!isHidden && texts.sizes(first.n, second.n)}</p>
      {isHidden ? (
        <Notice>{texts.words.hidden}</Notice>
      ) : rows.length === 0 ? (
        <Notice>{texts.noNumbers}</Notice>
      ) : (
        <div className="overflow-x-auto rounded-xl ring-1 ring-line" tabIndex={0} role="region" aria-label={texts.shiftTable}>
          <table className="figures w-full text-[0.9375rem]">
            <thead className="bg-sunken text-sm text-muted">
              <tr>
                <th scope="col" className="px-4 py-2.5 text-start">
                  {texts.answer}
                </th>
                {[texts.before, texts.after, texts.change].map((name) => (
                  <th key={name} scope="col" className="px-4 py-2.5 text-end">
                    {name}
                  </th>
                ))}
                <td className="w-48 px-4 max-md:hidden" />
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {rows.map(({ shift, name, told, change }) => (
                <tr key={name}>
                  <th scope="row" className="px-4 py-2 text-start font-medium">
                    <bdi>{name}</bdi>
                  </th>
                  <td className="px-4 py-2 text-end">{shift.first === null ? "–" : told(shift.first)}</td>
                  <td className="px-4 py-2 text-end">{shift.second === null ? "–" : told(shift.second)}</td>
                  <td className="px-4 py-2 text-end whitespace-nowrap">
                    {shift.difference === null ? "–" : change(shift.difference)} {shift.low !== null && shift.high !== null && <span className="block text-sm text-faint">{texts.range(change(shift.low), change(shift.high))}</span>}
                  </td>
                  <td className="px-4 py-2 max-md:hidden">{shift !== mean && <Whisker shift={shift} reach={reach} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="mt-3 text-sm text-pretty text-faint">{isSame ? texts.roundsHint : texts.shiftHint}</p>
    </Card>
  );
}

function signed(value: number, told: (size: number) => string): string {
  const size = told(Math.abs(value));
  // What rounds to nothing goes neither way.
  return size === told(0) ? size : `${value < 0 ? "−" : "+"}${size}`;
}

/** The change and its interval around no change at all. */
function Whisker({ shift: { difference, low, high }, reach }: { shift: Shift; reach: number }) {
  if (difference === null) return null;
  const x = (value: number) => 80 + (74 * value) / reach;
  return (
    <svg aria-hidden="true" viewBox="0 0 160 16" className="h-4 w-40">
      <line x1="80" x2="80" y1="0" y2="16" className="stroke-line-strong" strokeWidth="1" />
      {low !== null && high !== null && <line x1={x(low)} x2={x(high)} y1="8" y2="8" className="stroke-data-1" strokeWidth="3" strokeOpacity="0.5" />}
      <circle cx={x(difference)} cy="8" r="4.5" className="fill-data-1" />
    </svg>
  );
}
