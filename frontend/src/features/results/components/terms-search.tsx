/** The answers in people's own words, as often as each was given, searched. */
import { useState } from "react";
import { SearchField } from "@/components/ui/field";
import { useTexts } from "@/features/results/use-texts";
import { useNumbers } from "@/lib/i18n/numbers";
import { otherTerms, terms } from "@/lib/questions/cells";
import type { Cell } from "@/lib/socket/frames";

const MOST_SHOWN = 100;

export function TermsSearch({ cell }: { cell: Cell }) {
  const texts = useTexts().terms;
  const { whole } = useNumbers();
  const [sought, setSought] = useState("");
  const all = terms(cell);
  const letters = sought.trim().toLocaleLowerCase();
  const found = letters === "" ? [] : all.filter(({ text }) => text.toLocaleLowerCase().includes(letters));
  return (
    <div className="mt-6 border-t border-line pt-5">
      <SearchField frame="max-w-md" label={texts.label} value={sought} onChange={(event) => setSought(event.target.value)} />
      {letters !== "" && (
        <>
          <p role="status" className="figures mt-2 text-sm text-faint">
            {found.length === 0 ? texts.none : texts.shown(Math.min(found.length, MOST_SHOWN), all.length)}
          </p>
          <ul className="mt-2 max-h-80 divide-y divide-line overflow-y-auto">
            {found.slice(0, MOST_SHOWN).map(({ text, count }) => (
              <li key={text} className="flex justify-between gap-4 py-2">
                <bdi className="min-w-0 break-words">{text}</bdi>
                <span className="figures font-semibold">{whole(count)}</span>
              </li>
            ))}
          </ul>
          {otherTerms(cell) > 0 && <p className="mt-2 text-sm text-faint">{texts.other(otherTerms(cell))}</p>}
        </>
      )}
    </div>
  );
}
