/** What the projector says of a session that has not begun, is over, or was put away. */
import { ButtonLink } from "@/components/ui/button-link";
import type { Room } from "@/features/sessions/api/use-room";
import { useTexts } from "@/features/sessions/use-texts";
import { useMoments } from "@/lib/i18n/moments";

export function PresenterNotice({ room: { session, results }, isAhead }: { room: Room; isAhead: boolean }) {
  const { projector: texts, live } = useTexts();
  const { when } = useMoments();
  const { opens_at } = session.settings;
  const title = isAhead ? texts.notBegun : session.archived_at !== null ? texts.archived : live.endedTitle;
  return (
    <div className="mx-auto flex h-full max-w-[96rem] animate-rise flex-col justify-center px-[5vw] py-[4vh]">
      {session.theme.logo && <img src={`/api/v1/images/${session.theme.logo}`} alt="" className="mb-[3vh] h-[8vh] max-w-[24vw] self-start object-contain" />}
      <p dir="auto" className="text-[clamp(1.1rem,1.7vw,2rem)] font-semibold text-pretty text-muted">{session.title}</p>
      <h1 className="mt-[2vh] text-[clamp(2.25rem,4.5vw,5rem)] leading-tight text-pretty">{title}</h1>
      <p className="figures mt-[2vh] text-[clamp(1.2rem,1.8vw,2rem)] text-muted">
        {isAhead ? opens_at && texts.opens(when(opens_at)) : live.endedText(results?.data.entries ?? null)}
      </p>
      <p className="mt-[5vh] flex flex-wrap gap-3">
        <ButtonLink to={`/app/sessions/${session.id}`}>{texts.toSession}</ButtonLink>
        {!isAhead && <ButtonLink to={`/app/sessions/${session.id}/results`}>{live.results}</ButtonLink>}
      </p>
    </div>
  );
}
