/** The segment in the address of the page, and what its people answered. */
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { isCountable } from "@/components/session-settings/settings-change";
import { segmentQuery, type Tally } from "@/features/results/api/results";
import { type Part, type Segment, segmentIn, withSegment } from "@/features/results/segment";
import type { Session } from "@/lib/api/schema";
import { useLanguage } from "@/lib/i18n/language";
import { usePhrases } from "@/lib/i18n/phrases";

export function useSegment(session: Session, tally: Tally | null) {
  const [address, setAddress] = useSearchParams();
  const { sides } = usePhrases();
  const language = useLanguage();
  // Where small groups are hidden, the server shows no part of the people by itself.
  const choosable = session.settings.min_group_size == null ? session.questions.filter(isCountable) : [];
  const segment = segmentIn(address, choosable, sides);
  const isAsked = segment !== null && segment.options.length > 0;
  const counted = useQuery({ ...segmentQuery(session.id, segment, tally), enabled: isAsked && tally !== null });
  const names = new Intl.ListFormat(language, { type: "disjunction" });
  const results = counted.data ? { entries: counted.data.people, cells: counted.data.cells } : null;
  const part: Part | null = isAsked && !counted.isLoadingError ? { name: names.format(segment.options.map(({ label }) => label)), results, isBeside: segment.isBeside } : null;
  const choose = (next: Segment | null) => setAddress((before) => withSegment(before, next), { replace: true });
  return { choosable, segment, counted, part, choose };
}
