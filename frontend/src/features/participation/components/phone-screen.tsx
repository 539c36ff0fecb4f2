/** What a participant sees: the waiting room, the question, the form, or the end. */
import { clsx } from "clsx";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { PulseMark } from "@/components/ui/pulse-mark";
import { Notice, PageLoading } from "@/components/ui/surface";
import { type Asked, askedOn } from "@/features/participation/api/asked";
import { useDoneReport } from "@/features/participation/api/use-done-report";
import { type Hours, useHours } from "@/features/participation/api/use-hours";
import { useOffline } from "@/features/participation/api/use-offline";
import { type Phone, usePhone } from "@/features/participation/api/use-phone";
import { Announcements } from "@/features/participation/components/announcements";
import { EarlyScreen } from "@/features/participation/components/early-screen";
import { hasDock, LateAudienceDock } from "@/features/participation/components/late-audience-dock";
import { NotCountedNotes } from "@/features/participation/components/not-counted-notes";
import { OpenForm } from "@/features/participation/components/open-form";
import { OwnDataButton } from "@/features/participation/components/own-data-button";
import { OverScreen } from "@/features/participation/components/over-screen";
import { PhoneHeader } from "@/features/participation/components/phone-header";
import { QuestionScreen } from "@/features/participation/components/question-screen";
import { useTexts } from "@/features/participation/use-texts";
import { useBrand } from "@/lib/use-brand";
import type { Database, Participation } from "@/lib/outbox/database";

interface PhoneScreenProps {
  database: Database;
  participation: Participation;
  /** The personal link that led here, if one did. */
  link?: string;
  onLeave: () => void;
}

export function PhoneScreen({ database, participation, link, onLeave }: PhoneScreenProps) {
  const texts = useTexts().removed;
  const phone = usePhone(database, participation);
  useDoneReport(phone, link ?? null);
  const hours = useHours(phone);
  const asked = askedOn(phone, hours);
  useOffline(phone, hours, link !== undefined);
  const look = useBrand(phone.session.theme?.colour);
  const [isDockLost, setDockLost] = useState(false);
  const isDocked = hasDock(phone) && !isDockLost;
  return (
    <div className={clsx("mx-auto flex min-h-dvh max-w-xl flex-col", isDocked && "[--dock:calc(3.75rem+env(safe-area-inset-bottom))]")} dir={layoutDirection(phone.session)} style={look}>
      <PhoneHeader phone={phone} notes={<NotCountedNotes phone={phone} asked={asked} />}>
        <OwnDataButton phone={phone} database={database} onErased={onLeave} />
      </PhoneHeader>
      <Announcements {...{ phone, hours, asked }} />
      {phone.status.phase === "stopped" && phone.status.code !== 1000 && (
        <Notice tone="bad" title={texts.title} className="mx-5 mt-4" action={<Button size="sm" onClick={onLeave}>{texts.again}</Button>} />
      )}
      {phone.isLoaded ? <Content {...{ phone, database, hours, asked }} /> : <PageLoading />}
      {isDocked && <LateAudienceDock phone={phone} database={database} onLost={() => setDockLost(true)} />}
    </div>
  );
}

interface ContentProps {
  phone: Phone;
  database: Database;
  hours: Hours;
  asked: Asked | null;
}

function Content({ phone, database, hours, asked }: ContentProps) {
  if (hours === "over") return <OverScreen phone={phone} database={database} />;
  if (hours === "early") return <EarlyScreen phone={phone} />;
  if (phone.session.mode === "open") return <OpenForm phone={phone} database={database} />;
  if (asked === null) return <WaitingRoom phone={phone} />;
  return <QuestionScreen key={`${asked.question.id}@${asked.round}`} phone={phone} database={database} {...asked} />;
}

/** The layout follows what is read; which language that is stands at each text. */
function layoutDirection({ language, languages }: Phone["session"]): "ltr" | "rtl" {
  return languages.find(({ tag }) => tag === language)?.direction ?? "ltr";
}

function WaitingRoom({ phone }: { phone: Phone }) {
  const texts = useTexts().lobby;
  return (
    <main className="flex flex-1 flex-col justify-center px-6 pb-20">
      <div className="flex animate-rise flex-col items-center text-center">
        <PulseMark />
        <h1 className="mt-8 text-3xl">{texts.title}</h1>
        <p className="mt-3 max-w-72 text-lg text-pretty text-muted">{texts.text}</p>
      </div>
      {phone.session.survey_description && <p lang={phone.session.language} dir="auto" className="mt-10 border-t border-line pt-6 text-center text-pretty text-muted">{phone.session.survey_description}</p>}
    </main>
  );
}
