/** The moderation of the audience's questions on the live screen: shelves, search, and a queue that the keyboard goes through. */
import { Inbox, Presentation, Search } from "lucide-react";
import { type KeyboardEvent, type RefObject, useDeferredValue, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { SearchField } from "@/components/ui/field";
import { SegmentCount, Segments } from "@/components/ui/segments";
import { Badge, Card, EmptyState, Notice } from "@/components/ui/surface";
import { countsOf, isConflict, moves, onShelf, SHELVES, type Shelf, useJudge, type Verdict } from "@/features/sessions/api/moderation";
import type { Room } from "@/features/sessions/api/use-room";
import { ModerationRow, verdictOfKey } from "@/features/sessions/components/moderation-row";
import { useAudienceTexts } from "@/features/sessions/use-audience-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMay } from "@/lib/api/me";
import type { ListedQuestion } from "@/lib/audience/board";
import { useNow } from "@/lib/use-now";

const AGES_EVERY_MS = 15_000;

export function AudiencePanel({ room }: { room: Room }) {
  const data = room.questions;
  const texts = useAudienceTexts();
  const [chosen, setShelf] = useState<Shelf | null>(null);
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search);
  const heading = useRef<HTMLHeadingElement>(null);
  if (data === null) return <Card className="p-8 text-muted" role="status">{texts.loading}…</Card>;
  const counts = countsOf(data);
  const shelf = chosen ?? (counts.pending > 0 || room.session.settings.audience_questions === "moderated" ? "pending" : "shown");
  // Chosen for the moderator once; later ones must not flip the shelf under their hand.
  if (chosen === null) setShelf(shelf);
  const questions = onShelf(data, shelf, wanted);
  const flagged = questions.filter((question) => question.flagged).length;
  return (
    <Card className="flex flex-1 flex-col gap-5 p-5 sm:p-8" aria-labelledby="audience-title">
      <header className="flex flex-wrap items-center gap-3">
        <h2 ref={heading} id="audience-title" tabIndex={-1} className="me-auto text-headline">{texts.title}</h2>
        <ScreenButton room={room} />
      </header>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Shelves shelf={shelf} counts={counts} onChoose={setShelf} />
        <SearchField label={texts.search} frame="min-w-48 flex-1" value={search} onChange={(event) => setSearch(event.target.value)} />
      </div>
      {shelf === "pending" && flagged > 0 && <p className="text-sm font-semibold text-bad">{texts.flaggedCount(flagged)}</p>}
      <Queue key={shelf} room={room} questions={questions} shelf={shelf} search={wanted} heading={heading} />
    </Card>
  );
}

function ScreenButton({ room: { state, control, busy } }: { room: Room }) {
  const texts = useAudienceTexts();
  const mayControl = useMay("sessions:control");
  const isOn = state.screen === "audience";
  return (
    <>
      {isOn && <Badge tone="mark">{texts.isOnScreen}</Badge>}
      {mayControl && state.phase !== "ended" && (
        <Button busy={busy === "audience" || busy === "survey"} onClick={() => control(isOn ? "survey" : "audience")}>
          <Presentation aria-hidden="true" className="size-4" /> {isOn ? texts.offScreen : texts.onScreen}
        </Button>
      )}
    </>
  );
}

function Shelves({ shelf, counts, onChoose }: { shelf: Shelf; counts: Record<Shelf, number>; onChoose: (shelf: Shelf) => void }) {
  const texts = useAudienceTexts();
  const choices = SHELVES.map((value) => ({
    value,
    label: (
      <>
        {texts.shelves[value]} <SegmentCount count={counts[value]} isCalling={value === "pending" && counts.pending > 0} />
      </>
    ),
  }));
  return <Segments legend={texts.shelf} value={shelf} choices={choices} onChange={onChoose} className="max-sm:grid max-sm:w-full max-sm:grid-cols-2" />;
}

interface QueueProps {
  room: Room;
  questions: ListedQuestion[];
  shelf: Shelf;
  search: string;
  /** Takes the focus when the last one has been judged. */
  heading: RefObject<HTMLHeadingElement | null>;
}

function Queue({ room, questions, shelf, search, heading }: QueueProps) {
  const texts = useAudienceTexts();
  const now = useNow(AGES_EVERY_MS);
  const mayJudge = useMay("audience:moderate");
  const judge = useJudge(room.session.id);
  const [title, text] = texts.empty[shelf];
  const decide = (question: ListedQuestion, verdict: Verdict, row: HTMLElement | null) => {
    if (judge.isPending) return;
    const next = row?.nextElementSibling ?? row?.previousElementSibling ?? heading.current;
    judge.mutate({ question, verdict }, { onSuccess: () => moves(verdict) && next instanceof HTMLElement && next.focus() });
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = event.target instanceof HTMLElement ? event.target.closest("article") : null;
    if (!row || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: row.nextElementSibling, PageDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, PageUp: row.previousElementSibling }[event.key];
    const question = questions.find(({ id }) => id === row.dataset.question);
    const verdict = mayJudge && question ? verdictOfKey(question, event.key) : undefined;
    if (step instanceof HTMLElement) step.focus();
    else if (question && verdict) decide(question, verdict, row);
    else return;
    event.preventDefault();
  };
  return (
    <>
      {judge.error && <Notice tone="bad">{isConflict(judge.error) ? texts.conflict : errorMessage(judge.error)}</Notice>}
      {questions.length === 0 ? (
        <EmptyState icon={search ? <Search /> : <Inbox />} title={search ? texts.nothingFound(search) : title}>{!search && text}</EmptyState>
      ) : (
        <>
          <div role="feed" aria-label={texts.shelves[shelf]} className="flex flex-col gap-2.5" onKeyDown={onKey}>
            {questions.map((question, i) => (
              <ModerationRow
                key={question.id}
                question={question}
                position={i + 1}
                total={questions.length}
                now={now}
                mayJudge={mayJudge}
                busy={judge.isPending && judge.variables.question.id === question.id ? judge.variables.verdict : null}
                onVerdict={(verdict, row) => decide(question, verdict, row)}
              />
            ))}
          </div>
          {mayJudge && <p className="text-sm text-muted max-sm:hidden">{texts.keys}</p>}
        </>
      )}
    </>
  );
}
