/** Texts that were written in, the most frequent first. */
import { useChartTexts } from "@/components/charts/use-texts";
import type { Term } from "@/lib/questions/cells";

const MOST_ON_SCREEN = { large: 8, small: 24 } as const;

interface TermListProps {
  title: string;
  terms: readonly Term[];
  /** Answers that came when the list was full. */
  more: number;
  large: boolean;
}

export function TermList({ title, terms, more, large }: TermListProps) {
  const { written: texts, numbers } = useChartTexts();
  if (terms.length === 0) return null;
  const shown = terms.slice(0, large ? MOST_ON_SCREEN.large : MOST_ON_SCREEN.small);
  const hidden = terms.slice(shown.length).reduce((sum, term) => sum + term.count, more);
  return (
    <section aria-label={texts.under(title)}>
      <h3 className={large ? "mb-3 text-wall text-muted" : "mb-2 text-sm text-faint"}>
        {texts.under(title)}
      </h3>
      <ul className={`flex flex-wrap gap-2 ${large ? "text-2xl" : "text-[0.9375rem]"}`}>
        {shown.map(({ text, count }) => (
          <li key={text} className="inline-flex max-w-full items-baseline gap-2 rounded-full bg-sunken px-3 py-1 font-medium">
            <bdi className="truncate">{text}</bdi>
            <span className="figures text-[0.85em] font-bold text-muted">{numbers.whole(count)}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="mt-2 text-sm text-faint">{texts.more(hidden)}</p>}
    </section>
  );
}
