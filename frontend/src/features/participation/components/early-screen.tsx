/** Before a session opens, and the last minutes before it closes. */
import { CalendarClock } from "lucide-react";
import { EmptyState } from "@/components/ui/surface";
import type { Phone } from "@/features/participation/api/use-phone";
import { useTexts } from "@/features/participation/use-texts";
import { useMoments } from "@/lib/i18n/moments";
import { useNow } from "@/lib/use-now";
import { countdown } from "@/lib/wording";

const HOUR_MS = 3_600_000;

export function EarlyScreen({ phone }: { phone: Phone }) {
  const texts = useTexts().early;
  const { when } = useMoments();
  const { opens_at: opensAt } = phone.session.settings;
  return (
    <main className="flex flex-1 flex-col justify-center px-5 pb-20">
      <EmptyState icon={<CalendarClock />} title={texts.title}>
        {opensAt && texts.opens(when(opensAt))} {texts.text}
      </EmptyState>
      <p className="text-center text-2xl">
        <TimeLeft moment={opensAt} label={texts.left} serverAheadMs={phone.connection.serverAheadMs} withinMs={HOUR_MS} />
      </p>
    </main>
  );
}

interface TimeLeftProps {
  moment: string | null | undefined;
  label: string;
  serverAheadMs: number;
  /** Counted down only when it is this near. */
  withinMs: number;
}

export function TimeLeft({ moment, label, serverAheadMs, withinMs }: TimeLeftProps) {
  const now = useNow(1_000) + serverAheadMs;
  const leftMs = moment ? Date.parse(moment) - now : 0;
  if (leftMs <= 0 || leftMs > withinMs) return null;
  return (
    <span role="timer" className="figures font-semibold">
      {label} {countdown(leftMs)}
    </span>
  );
}
