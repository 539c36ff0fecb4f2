/** How full each quota of a session is, while people take places. */
import { useQuery } from "@tanstack/react-query";
import { countedOptions } from "@/components/session-settings/settings-change";
import { FailedQuery } from "@/components/ui/failed-query";
import { Badge } from "@/components/ui/surface";
import { quotasQuery } from "@/features/sessions/api/quotas";
import { useTexts } from "@/features/sessions/use-texts";
import type { Session } from "@/lib/api/schema";
import { isolated } from "@/lib/i18n/isolated";
import { usePhrases } from "@/lib/i18n/phrases";

export function QuotaFill({ session, isOver }: { session: Session; isOver: boolean }) {
  const texts = useTexts().quotas;
  const { sides } = usePhrases();
  const quotas = useQuery(quotasQuery(session.id, isOver));
  if (!quotas.data) return <FailedQuery query={quotas} className="mt-4" />;
  if (quotas.data.length === 0) return null;
  return (
    <section aria-label={texts.title} className="mt-4 border-t border-line pt-3">
      <h3 className="text-sm font-semibold">{texts.title}</h3>
      <FailedQuery query={quotas} className="mt-1" />
      <ul className="mt-2 flex flex-col gap-3">
        {quotas.data.map(({ id, question, options, taken, limit }) => {
          const asked = session.questions.find((one) => one.id === question);
          const labels = asked ? countedOptions(asked, sides).filter((option) => options.includes(option.id)).map(({ label }) => label) : options;
          const name = labels.map(isolated).join(", ");
          return (
            <li key={id} className="text-sm">
              <span className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 truncate font-semibold">{name}</span>
                {taken >= limit ? <Badge tone="mark">{texts.full(limit)}</Badge> : <span className="figures shrink-0 text-muted">{texts.taken(taken, limit)}</span>}
              </span>
              <span role="meter" aria-label={name} aria-valuemin={0} aria-valuemax={limit} aria-valuenow={Math.min(taken, limit)} className="mt-1 block h-2 overflow-hidden rounded-full bg-track">
                <span className={`block h-full rounded-full transition-[width] duration-500 ease-settle ${taken >= limit ? "bg-mark" : "bg-brand"}`} style={{ width: `${Math.min(100, (100 * taken) / limit)}%` }} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
