/** What is done behind the scenes, the newest first. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import type { Job } from "@/lib/api/schema";

/** No channel tells of jobs; what is under way is asked for now and then. */
const PATIENCE_MS = 5_000;

export const KINDS = ["make_report", "send_report", "send_wave", "deliver_webhook"] as const;
export type Kind = (typeof KINDS)[number];
export const STATES = ["queued", "running", "waiting", "done", "dead"] as const satisfies readonly Job["state"][];

export const jobsQuery = (state: Job["state"] | null, kind: Kind | null) =>
  infiniteQueryOptions({
    queryKey: ["jobs", state, kind],
    queryFn: ({ pageParam, signal }) => dataOf(api.GET("/api/v1/jobs", { params: { query: { limit: 20, state, kind, cursor: pageParam } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchOnMount: "always",
    refetchInterval: ({ state: { data } }) => (data?.pages.some(({ items }) => items.some(isOpen)) ? PATIENCE_MS : false),
  });

export function isOpen({ state }: Job): boolean {
  return state !== "done" && state !== "dead";
}

export function useRunAgain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (job: string) => dataOf(api.POST("/api/v1/jobs/{job_id}/run-again", { params: { path: { job_id: job } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
}
