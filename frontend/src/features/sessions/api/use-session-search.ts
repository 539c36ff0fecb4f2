/** The search of the list of sessions, kept in the address of the page so that a reload and a link show the same. */
import { useSearchParams } from "react-router";
import { searchIn, type SessionSearch, withSearch } from "@/features/sessions/api/session-search";
import { useTypedSearch } from "@/lib/use-typed-search";

export function useSessionSearch() {
  const [address, setAddress] = useSearchParams();
  const search = searchIn(address);
  const ask = (change: Partial<SessionSearch>) => setAddress((now) => withSearch(now, change), { replace: true });
  return { search, ask, ...useTypedSearch(search.q, (q) => ask({ q })) };
}
