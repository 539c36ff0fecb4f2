/** The members of the organization, and their names where only an id is known. */
import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import type { Membership } from "@/lib/api/schema";

const MOST_AT_ONCE = 100;
const MOST_PAGES = 10;

function memberPage(cursor: string | null, limit: number, signal: AbortSignal) {
  return dataOf(api.GET("/api/v1/organizations/current/members", { params: { query: { limit, cursor } }, signal }));
}

/** Page by page, the last to join first. */
export const membersQuery = infiniteQueryOptions({
  queryKey: ["members", "pages"],
  queryFn: ({ pageParam, signal }) => memberPage(pageParam, 50, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
});

/** All of them, up to a thousand: to choose from, and to name. */
export const everyMemberQuery = queryOptions({
  queryKey: ["members", "all"],
  queryFn: async ({ signal }) => {
    const found: Membership[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page: Awaited<ReturnType<typeof memberPage>> = await memberPage(cursor, MOST_AT_ONCE, signal);
      found.push(...page.items);
      cursor = page.next_cursor;
      if (cursor === null) break;
    }
    return found;
  },
  staleTime: 60_000,
});

/** Names the member of an id; the id itself where nobody, or nobody any more, has it. Before that is known, neither. */
export function useMemberName(): (user: string) => string {
  const { data: members, isPending } = useQuery(everyMemberQuery);
  return (user) => members?.find((member) => member.user === user)?.name ?? (isPending ? "…" : user);
}
