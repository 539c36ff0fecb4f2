/** Before the first question, and for open sessions: how to join, for the last row. */
import { joinHost, JoinCode, QrImage } from "@/features/sessions/components/join-card";
import { PresenceDots } from "@/features/sessions/components/presence-dots";
import type { Room } from "@/features/sessions/api/use-room";
import { useTexts } from "@/features/sessions/use-texts";
import { useNumbers } from "@/lib/i18n/numbers";

export function PresenterLobby({ room: { session, connected, results } }: { room: Room }) {
  const texts = useTexts().projector;
  const { whole } = useNumbers();
  const isOpen = session.mode === "open";
  return (
    <div className="mx-auto grid h-full max-w-[110rem] items-center gap-[4vw] px-[5vw] py-[4vh] lg:grid-cols-[1.25fr_1fr]">
      <div className="animate-rise">
        {session.theme.logo && <img src={`/api/v1/images/${session.theme.logo}`} alt="" className="mb-[3vh] h-[8vh] max-w-[24vw] object-contain" />}
        <p className="text-[clamp(1.1rem,1.7vw,2rem)] font-semibold text-pretty text-muted">
          <bdi>{session.title}</bdi>
        </p>
        <h1 className="mt-[4vh] text-[clamp(1.6rem,2.6vw,3.2rem)] leading-tight">
          {texts.goTo[0]}
          <span className="text-brand">{joinHost()}</span>
          {texts.goTo[1]}
        </h1>
        <JoinCode code={session.code ?? "······"} className="mt-[3vh] text-[clamp(3.5rem,9.2vw,11rem)]" />
        <div className="mt-[5vh] min-h-10">{!isOpen && <PresenceDots connected={connected ?? 0} />}</div>
        <p className="figures mt-[2vh] flex items-baseline gap-4 text-[clamp(1.1rem,1.8vw,2rem)] text-muted" aria-live="polite">
          <b className="text-[2em] leading-none text-ink">{whole((isOpen ? results?.data.entries : connected) ?? 0)}</b>
          {isOpen ? texts.submissions(results?.data.entries ?? 0) : texts.people(connected ?? 0)}
        </p>
      </div>
      {session.code !== null && <QrImage session={session} className="mx-auto w-full max-w-[min(36rem,70vh)] rounded-[2rem] p-2 shadow-high" />}
    </div>
  );
}
