/** How to join: the code, the link, the QR image. */
import { Link2, Maximize2, Presentation } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Card } from "@/components/ui/surface";
import type { Room } from "@/features/sessions/api/use-room";
import { useTexts } from "@/features/sessions/use-texts";
import { useMay } from "@/lib/api/me";
import type { Session } from "@/lib/api/schema";

export function JoinCard({ room: { session, state, control } }: { room: Room }) {
  const texts = useTexts().joining;
  const [isLarge, setLarge] = useState(false);
  const mayTurn = useMay("sessions:control");
  if (session.code === null) return null;
  return (
    <Card className="p-5" aria-label={texts.how}>
      <div className="flex items-start justify-between gap-3">
        <div>
          <p className="eyebrow">{texts.at(joinHost())}</p>
          <JoinCode code={session.code} className="mt-1 text-[2.1rem]" />
        </div>
        <span className="-mt-1.5 -me-2 flex">
          {mayTurn && (
            <IconButton label={texts.onWall} aria-pressed={state.code_shown === true} icon={<Presentation className="size-4" />} className={state.code_shown ? "text-brand" : ""} onClick={() => control(state.code_shown ? "hide_code" : "show_code")} />
          )}
          <IconButton label={texts.large} icon={<Maximize2 className="size-4" />} onClick={() => setLarge(true)} />
        </span>
      </div>
      <div className="mt-4 flex items-center gap-4">
        <QrImage session={session} className="size-28 rounded-xl" />
        <CopyLink link={session.join_url ?? ""} />
      </div>
      <Dialog open={isLarge} onOpenChange={setLarge} title={texts.title} description={texts.scanOrGo(joinHost())}>
        <div className="flex flex-col items-center gap-5 pb-2">
          <QrImage session={session} className="w-full max-w-80 rounded-2xl" />
          <JoinCode code={session.code} className="text-5xl" />
        </div>
      </Dialog>
    </Card>
  );
}

/** Where the pages of this site are reached, as a person would type it. */
export function joinHost(): string {
  return window.location.host.replace(/^www\./, "");
}

export function JoinCode({ code, className = "" }: { code: string; className?: string }) {
  const texts = useTexts().joining;
  return (
    <p className={`flex gap-[0.32em] font-mono leading-none font-bold tracking-[0.05em] ${className}`}>
      <span aria-hidden="true">{code.slice(0, 3)}</span>
      <span aria-hidden="true">{code.slice(3)}</span>
      <span className="sr-only">{texts.code([...code].join(" "))}</span>
    </p>
  );
}

export function QrImage({ session, className = "" }: { session: Session; className?: string }) {
  const texts = useTexts().joining;
  return <img src={`/api/v1/sessions/${session.id}/qr.svg`} alt={texts.qr(session.join_url ?? texts.theLink)} className={`aspect-square bg-white ring-1 ring-line ${className}`} />;
}

function CopyLink({ link }: { link: string }) {
  const texts = useTexts().joining;
  return (
    <div className="min-w-0 flex-1">
      <p className="mb-3 text-sm text-pretty text-muted">{texts.scan}</p>
      <CopyButton text={link} label={texts.copy} icon={<Link2 aria-hidden="true" className="size-4" />} className="w-full" />
    </div>
  );
}
