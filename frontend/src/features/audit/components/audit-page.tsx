/** What happened in the organization: who did what, when, and what it changed. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Download, FileClock } from "lucide-react";
import { useSearchParams } from "react-router";
import { Button } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { Menu, MenuItem } from "@/components/ui/menu";
import { RowsLoading } from "@/components/ui/rows-loading";
import { Card, EmptyState, Notice } from "@/components/ui/surface";
import { auditQuery, useAuditExport } from "@/features/audit/api/audit";
import { burstsOf } from "@/features/audit/bursts";
import { AuditFilters } from "@/features/audit/components/audit-filters";
import { BurstRow } from "@/features/audit/components/event-row";
import { type Filters, filtersIn, isFiltered, searchFor } from "@/features/audit/filters";
import { useTexts } from "@/features/audit/use-texts";
import { errorMessage } from "@/lib/api/error-message";

export function AuditPage() {
  const texts = useTexts();
  const [search, setSearch] = useSearchParams();
  const filters = filtersIn(search);
  const change = (changed: Partial<Filters>) => setSearch(searchFor({ ...filters, ...changed }), { replace: true });
  return (
    <section aria-labelledby="audit-title">
      <div className="mb-5 flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-2xl">
          <h1 id="audit-title" className="text-title">
            {texts.title}
          </h1>
          <p className="mt-1 text-pretty text-muted">{texts.intro}</p>
        </div>
        <ExportMenu />
      </div>
      <AuditFilters filters={filters} onChange={change} onClear={() => setSearch(searchFor({ ...filtersIn(new URLSearchParams()), sort: filters.sort }), { replace: true })} />
      <Events filters={filters} onTarget={(target) => change({ target })} />
    </section>
  );
}

function ExportMenu() {
  const texts = useTexts();
  const download = useAuditExport();
  return (
    <div className="flex flex-col items-end gap-1">
      <Menu
        trigger={
          <Button busy={download.isPending}>
            <Download aria-hidden="true" className="size-4" /> {texts.export}
          </Button>
        }
      >
        <MenuItem onSelect={() => download.mutate("csv")}>{texts.exportCsv}</MenuItem>
        <MenuItem onSelect={() => download.mutate("ndjson")}>{texts.exportNdjson}</MenuItem>
      </Menu>
      {download.error && (
        <p role="alert" className="text-sm font-medium text-bad">
          {errorMessage(download.error)}
        </p>
      )}
    </div>
  );
}

interface EventsProps {
  filters: Filters;
  onTarget: (target: string) => void;
}

function Events({ filters, onTarget }: EventsProps) {
  const texts = useTexts();
  const events = useInfiniteQuery(auditQuery(filters));
  const found = events.data?.pages.flatMap((page) => page.items) ?? [];
  const isOldestFirst = filters.sort === "at";
  const shown = isOldestFirst ? burstsOf(found.toReversed()).toReversed() : burstsOf(found);
  const isEmpty = events.isSuccess && found.length === 0;
  return (
    <>
      {events.isPending && <RowsLoading rows={6} />}
      <FailedQuery query={events} className="mb-4" />
      {isEmpty && !events.hasNextPage && (
        <Card>
          <EmptyState icon={<FileClock />} title={isFiltered(filters) ? texts.emptyFiltered : texts.empty}>
            {isFiltered(filters) && texts.emptyFilteredHint}
          </EmptyState>
        </Card>
      )}
      {isEmpty && events.hasNextPage && <Notice>{isOldestFirst ? texts.emptySoFarFirst : texts.emptySoFar}</Notice>}
      {found.length > 0 && (
        <Card>
          <ol className="divide-y divide-line">
            {shown.map((burst) => (
              <BurstRow key={burst.at(-1)!.id} burst={burst} onTarget={onTarget} />
            ))}
          </ol>
        </Card>
      )}
      {events.hasNextPage && (
        <Button className="mt-4" busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          {isOldestFirst ? texts.newer : isFiltered(filters) ? texts.further : texts.older}
        </Button>
      )}
    </>
  );
}
