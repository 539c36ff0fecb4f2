/** Who takes part in a session, and what can be done for those who ask what is held about them. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useState } from "react";
import { useOutletContext } from "react-router";
import { SearchField } from "@/components/ui/field";
import { PagedRows } from "@/components/ui/paged-rows";
import { Notice } from "@/components/ui/surface";
import { participantsQuery } from "@/features/participants/api/participants";
import { ParticipantRow } from "@/features/participants/components/participant-row";
import { useTexts } from "@/features/participants/use-texts";
import { useMay } from "@/lib/api/me";
import type { Person, Session } from "@/lib/api/schema";

export function ParticipantsPage() {
  const session = useOutletContext<Session>();
  const texts = useTexts();
  const isNamed = session.settings.identity === "identified";
  const maySeeNames = useMay("participants:read");
  return (
    <section aria-labelledby="participants-title" className="flex flex-col gap-5">
      <div className="max-w-2xl">
        <h1 id="participants-title" className="text-title">
          {texts.title}
        </h1>
        <p className="mt-1 text-pretty text-muted">{isNamed ? texts.named : texts.unnamed}</p>
      </div>
      {isNamed && !maySeeNames && <Notice>{texts.noNames}</Notice>}
      <People session={session} />
    </section>
  );
}

function People({ session }: { session: Session }) {
  const texts = useTexts();
  const [sought, setSought] = useState("");
  const people = useInfiniteQuery(participantsQuery(session.id));
  const loaded = people.data?.pages.reduce((count, page) => count + page.items.length, 0) ?? 0;
  const found = people.data && { ...people.data, pages: people.data.pages.map((page) => ({ ...page, items: page.items.filter((one) => matches(one, sought)) })) };
  const isNothingFound = loaded > 0 && found?.pages.every((page) => page.items.length === 0);
  return (
    <div>
      {loaded > 0 && (
        <SearchField frame="mb-4 max-w-md" label={texts.search} hint={people.hasNextPage ? texts.searchHint(loaded) : undefined} value={sought} onChange={(event) => setSought(event.target.value)} />
      )}
      <PagedRows
        query={{ ...people, data: found }}
        placeholders={4}
        empty={isNothingFound ? { icon: <UsersRound />, title: texts.nothingFound, hint: "" } : { icon: <UsersRound />, title: texts.empty, hint: texts.emptyHint }}
        row={(person) => <ParticipantRow key={person.id} session={session} person={person} />}
      />
    </div>
  );
}

function matches({ id, number, email, name }: Person, sought: string): boolean {
  const wanted = sought.trim().toLowerCase();
  return String(number) === wanted || `${name ?? ""} ${email ?? ""} ${id}`.toLowerCase().includes(wanted);
}
