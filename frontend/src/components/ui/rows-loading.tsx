/** A list that is on its way. */
import { Card, Skeleton } from "@/components/ui/surface";
import { usePhrases } from "@/lib/i18n/phrases";

export function RowsLoading({ rows }: { rows: number }) {
  const { loading } = usePhrases();
  return (
    <Card role="status" aria-label={loading} className="divide-y divide-line">
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="flex items-center gap-4 px-5 py-4">
          <Skeleton className="size-10 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-3.5 w-56 max-w-full" />
          </div>
        </div>
      ))}
    </Card>
  );
}
