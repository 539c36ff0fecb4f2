/** The head of the phone: which session, and whether this phone is connected; in words only where it is not. */
import { CloudOff, RefreshCw, Wifi } from "lucide-react";
import type { ReactNode } from "react";
import { HeaderBar } from "@/components/phone/header-bar";
import type { Phone } from "@/features/participation/api/use-phone";
import { LanguageSelect } from "@/features/participation/components/language-select";
import { useTexts } from "@/features/participation/use-texts";

interface PhoneHeaderProps {
  phone: Phone;
  /** What else stands in it. */
  children?: ReactNode;
  /** What is to be read, whatever the phone shows. */
  notes?: ReactNode;
}

export function PhoneHeader({ phone, children, notes }: PhoneHeaderProps) {
  const texts = useTexts().header;
  const { session, status, isOnline, waiting } = phone;
  const isCut = !isOnline || status.phase === "waiting" || (status.phase === "connecting" && status.failures > 0);
  return (
    <header className="sticky top-0 z-20 bg-canvas/95 backdrop-blur">
      <HeaderBar logo={session.theme?.logo} title={session.title}>
        {isCut || status.phase === "stopped" ? (
          <CloudOff aria-hidden="true" className="size-4.5 shrink-0 text-mark-ink" />
        ) : status.phase === "open" ? (
          <Mark icon={<Wifi className="size-4.5 text-good" />} name={texts.connected} />
        ) : (
          <Mark icon={<RefreshCw className="size-4.5 animate-spin text-faint" />} name={texts.connecting} />
        )}
        <LanguageSelect languages={session.languages} shown={session.language} onChoose={phone.lookAgain} />
        {children}
      </HeaderBar>
      {isCut && (
        <p role="status" className="flex animate-rise items-center gap-2.5 bg-mark-soft px-5 py-2.5 text-[0.9375rem] font-medium text-mark-ink">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          <span>
            {isOnline ? texts.again : texts.noNetwork}{" "}
            {waiting > 0 ? texts.waiting(waiting) : texts.canAnswer}
          </span>
        </p>
      )}
      {notes}
    </header>
  );
}

/** What all is well looks like: the words are for those who hear them or point at it. */
function Mark({ icon, name }: { icon: ReactNode; name: string }) {
  return (
    <span className="relative shrink-0" title={name}>
      <span aria-hidden="true">{icon}</span>
      <span className="sr-only">{name}</span>
    </span>
  );
}
