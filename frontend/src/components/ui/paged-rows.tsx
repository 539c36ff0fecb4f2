/** A list that comes page by page, in each of its states: on its way, failed, empty, there, and with more to come. */
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { type Asked, FailedQuery } from "@/components/ui/failed-query";
import { RowsLoading } from "@/components/ui/rows-loading";
import { Card, EmptyState } from "@/components/ui/surface";
import type { Page } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

/** What is used of an infinite query. */
interface Paged<T> extends Asked {
  readonly data: { readonly pages: readonly Page<T>[] } | undefined;
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
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
      <FailedQuery query={query} className="mb-4" />
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
