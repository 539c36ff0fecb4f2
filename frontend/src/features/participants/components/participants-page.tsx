/** Who takes part in a session, and what can be done for those who ask what is held about them. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { SearchX, UsersRound } from "lucide-react";
import { useOutletContext } from "react-router";
import { PagedRows } from "@/components/ui/paged-rows";
import { Notice } from "@/components/ui/surface";
import { participantsQuery } from "@/features/participants/api/participants";
import { type Sight, usePeopleSearch } from "@/features/participants/api/people-search";
import { ParticipantRow } from "@/features/participants/components/participant-row";
import { PeopleSearchBar } from "@/features/participants/components/people-search-bar";
import { useTexts } from "@/features/participants/use-texts";
import { useMay } from "@/lib/api/me";
import type { Session } from "@/lib/api/schema";

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
      <People session={session} sight={{ search: maySeeNames, names: isNamed && maySeeNames }} />
    </section>
  );
}

function People({ session, sight }: { session: Session; sight: Sight }) {
  const texts = useTexts();
  const { search, typed, type, order } = usePeopleSearch(sight);
  const people = useInfiniteQuery(participantsQuery(session.id, search));
  const isSearch = search.q !== "" || people.isPlaceholderData;
  const isBarShown = isSearch || people.data?.pages.some((page) => page.items.length > 0);
  return (
    <div>
      {isBarShown && <PeopleSearchBar sight={sight} text={typed} sort={search.sort} onType={type} onOrder={order} />}
      <PagedRows
        query={people}
        placeholders={4}
        empty={isSearch ? { icon: <SearchX />, title: texts.nothingFound, hint: texts.nothingFoundHint } : { icon: <UsersRound />, title: texts.empty, hint: texts.emptyHint }}
        row={(person) => <ParticipantRow key={person.id} session={session} person={person} />}
      />
    </div>
  );
}
