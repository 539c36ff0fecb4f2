/** Texts that were written in, the most frequent first. */
import type { Term } from "@/lib/questions/cells";
import { countOf, whole } from "@/lib/wording";

const MOST_ON_SCREEN = { large: 8, small: 24 } as const;

interface TermListProps {
  title: string;
  terms: readonly Term[];
  /** Answers that came when the list was full. */
  more: number;
  large: boolean;
}

export function TermList({ title, terms, more, large }: TermListProps) {
  if (terms.length === 0) return null;
  const shown = terms.slice(0, large ? MOST_ON_SCREEN.large : MOST_ON_SCREEN.small);
  const hidden = terms.slice(shown.length).reduce((sum, term) => sum + term.count, more);
  return (
    <section aria-label={`Written under ${title}`}>
      <h3 className={large ? "mb-3 text-xl text-faint" : "mb-2 text-sm text-faint"}>
        Written under “<bdi>{title}</bdi>”
      </h3>
      <ul className={`flex flex-wrap gap-2 ${large ? "text-2xl" : "text-[0.9375rem]"}`}>
        {shown.map(({ text, count }) => (
          <li key={text} className="inline-flex max-w-full items-baseline gap-2 rounded-full bg-sunken px-3 py-1 font-medium">
            <bdi className="truncate">{text}</bdi>
            <span className="figures text-[0.85em] font-bold text-muted">{whole(count)}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="mt-2 text-sm text-faint">and {countOf(hidden, "more answer")}</p>}
    </section>
  );
}
