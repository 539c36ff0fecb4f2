/** The answers to one question by those to another: counts, and each as a share of its column. */
import { useQuery } from "@tanstack/react-query";
import { countedOptions } from "@/components/session-settings/settings-change";
import { Button } from "@/components/ui/button";
import { Notice, Skeleton } from "@/components/ui/surface";
import { splitQuery, type Tally } from "@/features/results/api/results";
import { shareOf } from "@/features/results/rounds";
import { useTexts } from "@/features/results/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useNumbers } from "@/lib/i18n/numbers";
import { usePhrases } from "@/lib/i18n/phrases";
import type { Phrases } from "@/lib/i18n/phrases/en";
import type { Question } from "@/lib/questions/question";

interface SplitTableProps {
  session: string;
  question: Question;
  by: Question;
  round: number;
  tally: Tally;
}

export function SplitTable({ session, question, by, round, tally }: SplitTableProps) {
  const texts = useTexts().split;
  const phrases = usePhrases();
  const split = useQuery(splitQuery(session, question.id, by.id, round, tally));
  if (split.isLoadingError) return <Notice tone="mark" action={<Button size="sm" onClick={() => void split.refetch()}>{phrases.tryAgain}</Button>}>{errorMessage(split.error)}</Notice>;
  if (split.isPending) return <Skeleton className="h-48 w-full" />;
  const { rows, columns, counts, row_totals, column_totals, n } = split.data;
  const isHidden = [...counts.flat(), ...row_totals, ...column_totals].includes(null);
  const caption = texts.caption(question.title, by.title);
  return (
    <>
      <div className="overflow-x-auto rounded-xl ring-1 ring-line" tabIndex={0} role="region" aria-label={caption}>
        <table className="figures w-full text-[0.9375rem]">
          <caption className="sr-only">{caption}</caption>
          <thead className="bg-sunken text-sm text-muted">
            <tr>
              <th scope="col" className="px-4 py-2.5 text-start">
                {texts.answer}
              </th>
              {columns.options.map((option) => (
                <th key={option} scope="col" className="px-4 py-2.5 text-end">
                  <bdi>{labelIn(by, option, phrases)}</bdi>
                </th>
              ))}
              <th scope="col" className="px-4 py-2.5 text-end">
                {texts.total}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.options.map((option, row) => (
              <tr key={option}>
                <th scope="row" className="px-4 py-2 text-start font-medium">
                  <bdi>{labelIn(question, option, phrases)}</bdi>
                </th>
                {columns.options.map((column, i) => (
                  <Cell key={column} count={counts[row]![i]!} of={column_totals[i]!} />
                ))}
                <Cell count={row_totals[row]!} of={n} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="mt-3 flex flex-col gap-1 text-sm text-faint">
        {n !== null && <p>{texts.base(n)}</p>}
        {(rows.several || columns.several) && <p>{texts.several}</p>}
        {isHidden && <p>{texts.hiddenHint}</p>}
      </div>
    </>
  );
}

function Cell({ count, of }: { count: number | null; of: number | null }) {
  const texts = useTexts().split;
  const { whole, percent } = useNumbers();
  const share = shareOf(count, of);
  if (count === null) return <td className="px-4 py-2 text-end text-faint italic">{texts.hiddenCell}</td>;
  return (
    <td className="px-4 py-2 text-end whitespace-nowrap">
      <span className="font-semibold">{whole(count)}</span> {share !== null && <span className="ms-1 inline-block min-w-11 text-muted">{percent(share)}</span>}
    </td>
  );
}

function labelIn(question: Question, option: string, { sides }: Phrases): string {
  return countedOptions(question, sides).find(({ id }) => id === option)?.label ?? option;
}
