/** Who is logged in; null for nobody. */
import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { ApiError, api, dataOf } from "@/lib/api/client";
import type { Login, Me, Permission } from "@/lib/api/schema";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: readMe,
  staleTime: 5 * 60_000,
});

async function readMe(): Promise<Me | null> {
  try {
    return await dataOf(api.GET("/api/v1/auth/me"));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Who is logged in from now on. */
export function remember(client: QueryClient, { user, organization, role, permissions, csrf_token }: Login): void {
  const me: Me = { user, organization, role, permissions, csrf_token };
  client.setQueryData(meQuery.queryKey, me);
}

/** Nobody is logged in any more, and nothing that was read is left for who comes next. */
export function forgetLogin(client: QueryClient): void {
  client.clear();
  client.setQueryData(meQuery.queryKey, null);
}

/**
 * Lets the browser download a file. It follows no refresh of a login, so that is made sure of first, outside of the query:
 * where that fails, the pages go on with what they know. Throws ApiError, NetworkError.
 */
export async function download(client: QueryClient, address: string): Promise<void> {
  const me = await readMe();
  client.setQueryData(meQuery.queryKey, me);
  if (me !== null) window.location.assign(address);
}

/** What the server says that the one who is logged in may do; false for nobody. */
export function useMay(permission: Permission): boolean {
  const { data: me } = useQuery(meQuery);
  return me?.permissions.includes(permission) ?? false;
}

/** May create and edit surveys. */
export function useMayEdit(): boolean {
  return useMay("surveys:write");
}
