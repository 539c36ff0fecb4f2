/** How the session runs, and the way to change what may still change. */
import { Settings2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/surface";
import { fullSettings } from "@/components/session-settings/settings-change";
import { QuotaFill } from "@/features/sessions/components/quota-fill";
import { SettingsDialog } from "@/features/sessions/components/settings-dialog";
import { useAudienceTexts } from "@/features/sessions/use-audience-texts";
import { useTexts } from "@/features/sessions/use-texts";
import { useMay } from "@/lib/api/me";
import type { Session } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

export function SettingsCard({ session, isOver }: { session: Session; isOver: boolean }) {
  const texts = useTexts().settings;
  const audience = useAudienceTexts();
  const { when } = useMoments();
  const mayEdit = useMay("sessions:control") && !isOver && session.archived_at === null;
  const maySeeResults = useMay("results:read");
  const [isEditing, setIsEditing] = useState(false);
  const settings = fullSettings(session.settings);
  const lines = [
    [texts.opens, settings.opens_at ? when(settings.opens_at) : texts.atOnce],
    [texts.closes, settings.closes_at ? when(settings.closes_at) : texts.byHand],
    [texts.who, texts.identities[settings.identity] ?? settings.identity],
    ...(session.mode === "open" ? ([[texts.attempts, String(settings.attempts)]] as const) : []),
    [texts.results, texts.resultsWhen[settings.results_for]],
    [audience.setting, audience.settings[settings.audience_questions]],
  ] as const;
  return (
    <Card className="p-5" aria-label={texts.title}>
      <div className="flex items-center gap-2">
        <Settings2 aria-hidden="true" className="size-5 text-brand" />
        <h2 className="flex-1 text-base font-semibold">{texts.title}</h2>
        {mayEdit && (
          <Button size="sm" onClick={() => setIsEditing(true)}>
            {texts.edit}
          </Button>
        )}
      </div>
      <dl className="mt-3 flex flex-col gap-1.5 text-sm">
        {lines.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="text-faint">{name}</dt>
            <dd className="text-end font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      {settings.quotas.length > 0 && maySeeResults && <QuotaFill session={session} isOver={isOver} />}
      {isEditing && <SettingsDialog session={session} onClose={() => setIsEditing(false)} />}
    </Card>
  );
}
