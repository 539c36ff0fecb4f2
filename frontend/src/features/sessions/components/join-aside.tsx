/** How to join, beside what is on the wall: for who comes late. */
import { joinHost, JoinCode, QrImage } from "@/features/sessions/components/join-card";
import { useTexts } from "@/features/sessions/use-texts";
import type { Session } from "@/lib/api/schema";

export function JoinAside({ session }: { session: Session }) {
  const texts = useTexts().joining;
  if (session.code === null) return null;
  return (
    <aside aria-label={texts.how} className="flex w-[clamp(13rem,21vw,28rem)] shrink-0 animate-rise flex-col items-center justify-center gap-[2vh] border-s border-line bg-surface px-[1.5vw] py-[3vh] text-center">
      <QrImage session={session} className="w-full rounded-3xl p-1" />
      <p className="text-[clamp(1rem,1.3vw,1.6rem)] font-semibold break-all text-muted">{joinHost()}</p>
      <JoinCode code={session.code} className="text-[clamp(1.75rem,2.9vw,3.5rem)]" />
    </aside>
  );
}
