/** A request that failed: in place of what was asked for, or beside what was known before. */
import { clsx } from "clsx";
import { CloudAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { errorMessage } from "@/lib/api/error-message";
import { useMoments } from "@/lib/i18n/moments";
import { usePhrases } from "@/lib/i18n/phrases";

/** What is used of a query. */
export interface Asked {
  readonly data: unknown;
  readonly error: Error | null;
  readonly dataUpdatedAt: number;
  readonly isFetching: boolean;
  readonly isFetchNextPageError?: boolean;
  readonly refetch: () => unknown;
}

/** Nothing while all is well. What is shown stays, and is called no newer than it is. */
export function FailedQuery({ query, className }: { query: Asked; className?: string }) {
  const phrases = usePhrases();
  const { when } = useMoments();
  const { data, error, dataUpdatedAt, isFetching, isFetchNextPageError = false, refetch } = query;
  if (error === null) return null;
  const again = (
    <Button size="sm" variant={data === undefined ? "secondary" : "quiet"} busy={isFetching} onClick={() => void refetch()}>
      {phrases.tryAgain}
    </Button>
  );
  if (data === undefined || isFetchNextPageError) return <Notice tone="bad" className={className} action={again}>{errorMessage(error)}</Notice>;
  return (
    <p role="status" className={clsx("flex flex-wrap items-center gap-x-2 text-sm text-faint", className)}>
      <CloudAlert aria-hidden="true" className="size-4 text-mark-ink" />
      <span title={errorMessage(error)}>{phrases.notCurrent(when(new Date(dataUpdatedAt).toISOString()))}</span>
      {again}
    </p>
  );
}
