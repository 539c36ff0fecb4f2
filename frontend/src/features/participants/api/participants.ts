/** Who takes part in a session, what is held about one of them, and the two ways to part with them. */
import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PeopleSearch } from "@/features/participants/api/people-search";
import { api, dataOf } from "@/lib/api/client";
import { sessionQuery } from "@/lib/api/session";

/** All lists of a session's participants, whatever is looked for. */
const listsOf = (session: string) => ["participants", session];

export const participantsQuery = (session: string, { q, sort }: PeopleSearch) =>
  infiniteQueryOptions({
    queryKey: [...listsOf(session), q, sort],
    queryFn: ({ pageParam, signal }) => {
      const params = { path: { session_id: session }, query: { limit: 100, q: q || null, sort, cursor: pageParam } };
      return dataOf(api.GET("/api/v1/sessions/{session_id}/participants", { params, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

/** It is kept by nobody longer than it is looked at. */
export const heldQuery = (session: string, participant: string) =>
  queryOptions({
    queryKey: ["held-about", session, participant],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/sessions/{session_id}/participants/{participant_id}/data", { params: { path: { session_id: session, participant_id: participant } }, signal })),
    staleTime: 0,
    gcTime: 0,
  });

export function useRemove(session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (participant: string) =>
      dataOf(api.DELETE("/api/v1/sessions/{session_id}/participants/{participant_id}", { params: { path: { session_id: session, participant_id: participant } } })),
    onSettled: () => client.invalidateQueries({ queryKey: listsOf(session) }),
  });
}

export type Erasing = "erasing" | "counting" | "moved" | "unmoved";

const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 5_000;

/** Erases somebody; then tells when the counts have moved, which the relay does a moment after the answers are taken back. */
export function useErase(session: string) {
  const client = useQueryClient();
  const [step, setStep] = useState<Erasing | null>(null);
  const erase = useMutation({
    mutationFn: async (participant: string) => {
      setStep("erasing");
      const before = await countsOf(session);
      await dataOf(api.POST("/api/v1/sessions/{session_id}/participants/{participant_id}/erase", { params: { path: { session_id: session, participant_id: participant } } }));
      setStep("counting");
      setStep((await haveMoved(session, before)) ? "moved" : "unmoved");
    },
    onError: () => setStep(null),
  });
  /** Once it was told: until then the row stands. */
  const close = () =>
    Promise.all([listsOf(session), sessionQuery(session).queryKey].map((queryKey) => client.invalidateQueries({ queryKey })));
  return { erase, step, close };
}

async function haveMoved(session: string, before: string | null): Promise<boolean> {
  for (const end = Date.now() + PATIENCE_MS; before !== null && Date.now() < end; ) {
    const now = await countsOf(session);
    if (now !== null && now !== before) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}

/** Names the counts as they stand; null where they cannot be looked at, which is no reason not to erase. */
async function countsOf(session: string): Promise<string | null> {
  const results = dataOf(api.GET("/api/v1/sessions/{session_id}/results", { params: { path: { session_id: session } } }));
  return results.then(({ epoch, version }) => `${epoch}.${version}`).catch(() => null);
}
