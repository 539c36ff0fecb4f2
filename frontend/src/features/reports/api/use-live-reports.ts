/** Reports as they are made: what was read over REST, moved on by what the socket says since. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { reportsQuery } from "@/features/reports/api/reports";
import { socketToken } from "@/lib/api/socket-token";
import type { Report } from "@/lib/api/schema";
import type { ReportsData } from "@/lib/socket/frames";
import { useChannel, useLiveConnection } from "@/lib/socket/use-connection";

/** Where no socket gets through, what is under way is asked for now and then. */
export const PATIENCE_MS = 10_000;

export function useLiveReports(session: string) {
  const view = useChannel(useLiveConnection(socketToken), session, "reports");
  const told = view.status === "current" ? view.data.reports : {};
  const reports = useInfiniteQuery({ ...reportsQuery(session), refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(isUnderWay)) ? PATIENCE_MS : false) });
  const { refetch } = reports;
  const known = reports.data?.pages.flatMap((page) => page.items) ?? [];
  // What has ended has a file and a manifest, which only REST tells; what is not known was asked for elsewhere.
  const news = Object.keys(told).filter((id) => isNews(known.find((report) => report.id === id), told[id]!)).join();
  useEffect(() => {
    if (news !== "") void refetch();
  }, [news, refetch]);
  const data = reports.data && { ...reports.data, pages: reports.data.pages.map((page) => ({ ...page, items: page.items.map((report) => moved(report, told[report.id])) })) };
  return { ...reports, data };
}

type Told = ReportsData["reports"][string];

export function isUnderWay({ state }: Pick<Report, "state">): boolean {
  return state === "queued" || state === "running";
}

/** Only forward: the list may be newer than what was told. */
export function moved(report: Report, told: Told | undefined): Report {
  if (!told || !isUnderWay(report) || !isUnderWay(told) || told.progress < report.progress) return report;
  return { ...report, state: told.state, progress: told.progress };
}

function isNews(report: Report | undefined, told: Told): boolean {
  return report === undefined || (isUnderWay(report) && !isUnderWay(told));
}
