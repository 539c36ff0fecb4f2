/** The results of a session: the tally, and one question split by another. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Segment } from "@/features/results/segment";
import { api, dataOf } from "@/lib/api/client";
import { download } from "@/lib/api/me";
import { socketToken } from "@/lib/api/socket-token";
import type { ConnectionStatus } from "@/lib/socket/connection";
import type { ResultsData } from "@/lib/socket/frames";
import { useChannel, useConnectionStatus, useLiveConnection } from "@/lib/socket/use-connection";

const pathOf = (session: string) => ({ path: { session_id: session } });

export const resultsQuery = (session: string) =>
  queryOptions({
    queryKey: ["results", session],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}/results", { params: pathOf(session), signal })),
  });

export interface Tally {
  readonly data: ResultsData;
  readonly asOf: string;
  readonly epoch: number;
  readonly version: number;
}

/** Where no socket gets through, the tally is read now and then. */
const PATIENCE_MS = 10_000;

/** The tally as it moves: read over REST, and as the socket tells, whichever knows more. */
export function useTally(session: string) {
  const connection = useLiveConnection(socketToken);
  const status = useConnectionStatus(connection);
  const view = useChannel(connection, session, "results");
  const read = useQuery({ ...resultsQuery(session), refetchInterval: isLost(status) ? PATIENCE_MS : false });
  const told = view.status === "current" ? view : null;
  const found: Tally | null = read.data ? { data: read.data.data, asOf: read.data.as_of, epoch: read.data.epoch, version: read.data.version } : null;
  return { ...read, tally: newer(told, found), status, serverAheadMs: connection.serverAheadMs };
}

/** It is tried again, and has failed before. */
function isLost(status: ConnectionStatus): boolean {
  return status.phase === "waiting" || (status.phase === "connecting" && status.failures > 0);
}

/** Epochs rise, and versions within one; of two alike the first. */
export function newer(one: Tally | null, other: Tally | null): Tally | null {
  if (one === null || other === null) return one ?? other;
  const ahead = other.epoch - one.epoch || other.version - one.version;
  return ahead > 0 ? other : one;
}

/** Counted from the whole log, and a tally may move ten times a second. */
const SPLIT_EVERY_MS = 5_000;

/** Read anew when the tally has moved, but not with every move. */
export const splitQuery = (session: string, rows: string, columns: string, round: number, tally: Tally) =>
  queryOptions({
    queryKey: ["split", session, rows, columns, round],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}/crosstab", { params: { ...pathOf(session), query: { rows, columns, round } }, signal })),
    staleTime: Infinity,
    refetchInterval: ({ state: { data } }) => (data === undefined || isAt(data, tally) ? false : SPLIT_EVERY_MS),
    retry: false,
  });

/** What the people of a segment answered; counted from the whole log too, so read anew as a split is. */
export const segmentQuery = (session: string, segment: Segment | null, tally: Tally | null) => {
  const query = { question: segment?.question.id ?? "", option: segment?.options.map(({ id }) => id) ?? [] };
  return queryOptions({
    queryKey: ["segment", session, query],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}/segment", { params: { ...pathOf(session), query }, signal })),
    staleTime: Infinity,
    refetchInterval: ({ state: { data } }) => (data === undefined || isAt(data, tally) ? false : SPLIT_EVERY_MS),
    retry: false,
  });
};

function isAt(counted: Pick<Tally, "epoch" | "version">, tally: Tally | null): boolean {
  return tally === null || (counted.epoch === tally.epoch && counted.version === tally.version);
}

/** Read from the whole log, so only when somebody asks for it. */
export const progressQuery = (session: string) =>
  queryOptions({
    queryKey: ["progress", session],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}/progress", { params: pathOf(session), signal })),
    staleTime: 60_000,
    retry: false,
  });

/** How the results of a question came about; read from the whole log too. */
export const historyQuery = (session: string, question: string, round: number) =>
  queryOptions({
    queryKey: ["history", session, question, round],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}/history", { params: { ...pathOf(session), query: { question, round } }, signal })),
    staleTime: 60_000,
    retry: false,
  });

export type ExportFile = "export.csv" | "export.json" | "codebook.json";

export function useExport(session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: ExportFile) => download(client, `/api/v1/sessions/${session}/${file}`),
  });
}
