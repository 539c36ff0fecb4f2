/** Who is logged in; null for nobody. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ApiError, call } from "@/lib/api/client";
import type { Me } from "@/lib/api/schema";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await call<Me>("/auth/me");
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** Viewers look on; everybody else may create, edit and control. */
export function useMayEdit(): boolean {
  const { data: me } = useQuery(meQuery);
  return me?.role !== undefined && me.role !== "viewer";
}
