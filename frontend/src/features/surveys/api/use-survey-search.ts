/** The search of the survey list, kept in the address of the page so that a reload and a link show the same. */
import { useSearchParams } from "react-router";
import { searchIn, type SurveySearch, withSearch } from "@/features/surveys/api/survey-search";
import { useTypedSearch } from "@/lib/use-typed-search";

export function useSurveySearch() {
  const [address, setAddress] = useSearchParams();
  const search = searchIn(address);
  const ask = (change: Partial<SurveySearch>) => setAddress((now) => withSearch(now, change), { replace: true });
  return { search, ask, ...useTypedSearch(search.q, (q) => ask({ q })) };
}
