/** What became of a list: how many are invited, who was before, and which lines are wrong. */
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { type Fault, lineOf, verdictsOf } from "@/features/invitations/people-list";
import { useTexts } from "@/features/invitations/use-texts";
import type { ImportedInvitations } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

const MOST_SHOWN = 100;

interface ImportResultProps {
  text: string;
  imported: ImportedInvitations;
  onCorrect: () => void;
  onAnother: () => void;
  onClose: () => void;
}

export function ImportResult({ text, imported, onCorrect, onAnother, onClose }: ImportResultProps) {
  const texts = useTexts().result;
  const phrases = usePhrases();
  const { known, repeated, faults } = verdictsOf(imported);
  const notes = [...(known > 0 ? [texts.known(known)] : []), ...(repeated > 0 ? [texts.repeated(repeated)] : [])];
  return (
    <div className="flex flex-col gap-5">
      <Notice tone={imported.added > 0 ? "good" : "neutral"} title={texts.added(imported.added)}>
        {notes.length > 0 && notes.join(", ")}
      </Notice>
      {faults.length > 0 && <Faults text={text} faults={faults} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onAnother}>{texts.another}</Button>
        {faults.length > 0 && <Button onClick={onCorrect}>{texts.correct}</Button>}
        <Button variant="primary" onClick={onClose}>
          {phrases.done}
        </Button>
      </div>
    </div>
  );
}

function Faults({ text, faults }: { text: string; faults: readonly Fault[] }) {
  const { problems, result: texts } = useTexts();
  const beyond = faults.length - MOST_SHOWN;
  return (
    <div>
      <h3 className="mb-2 font-semibold text-bad">{texts.faulty(faults.length)}</h3>
      <div className="max-h-72 overflow-auto rounded-control ring-1 ring-line" tabIndex={0} role="group" aria-label={texts.faulty(faults.length)}>
        <table className="w-full text-sm">
          <thead className="text-faint">
            <tr>
              {[texts.line, texts.content, texts.why].map((name) => (
                <th key={name} scope="col" className="px-3 py-2 text-start font-semibold">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line align-top">
            {faults.slice(0, MOST_SHOWN).map((fault, i) => (
              <tr key={i}>
                <th scope="row" className="figures px-3 py-2 text-start font-normal text-faint">
                  {fault.row}
                </th>
                <td dir="auto" className="max-w-48 px-3 py-2 font-mono break-words">
                  {lineOf(text, fault.row)}
                </td>
                <td className="px-3 py-2">{problems[fault.code] ?? fault.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {beyond > 0 && <p className="mt-1.5 text-sm text-faint">{texts.more(beyond)}</p>}
    </div>
  );
}
