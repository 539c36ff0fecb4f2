/** A list that comes page by page, in each of its states: on its way, failed, empty, there, and with more to come. */
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { RowsLoading } from "@/components/ui/rows-loading";
import { Card, EmptyState, Notice } from "@/components/ui/surface";
import { errorMessage } from "@/lib/api/error-message";
import type { Page } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

/** What is used of an infinite query. */
interface Paged<T> {
  readonly data: { readonly pages: readonly Page<T>[] } | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly refetch: () => unknown;
  readonly fetchNextPage: () => unknown;
}

interface PagedRowsProps<T> {
  readonly query: Paged<T>;
  /** How many rows to hold the place of while they are on their way. */
  readonly placeholders: number;
  readonly empty: { readonly icon: ReactNode; readonly title: string; readonly hint: string };
  readonly row: (item: T) => ReactNode;
}

export function PagedRows<T>({ query, placeholders, empty, row }: PagedRowsProps<T>) {
  const phrases = usePhrases();
  const found = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.isPending && <RowsLoading rows={placeholders} />}
      {query.error !== null && (
        <Notice tone="bad" className="mb-4" action={<Button size="sm" onClick={() => void query.refetch()}>{phrases.tryAgain}</Button>}>
          {errorMessage(query.error)}
        </Notice>
      )}
      {query.isSuccess && found.length === 0 && (
        <Card>
          <EmptyState icon={empty.icon} title={empty.title}>
            {empty.hint}
          </EmptyState>
        </Card>
      )}
      {found.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">{found.map(row)}</ul>
        </Card>
      )}
      {query.hasNextPage && (
        <Button className="mt-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {phrases.showMore}
        </Button>
      )}
    </>
  );
}
