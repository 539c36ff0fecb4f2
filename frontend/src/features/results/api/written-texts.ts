/** What people wrote, one by one, and the tags on it. */
import { infiniteQueryOptions, type InfiniteData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Tally } from "@/features/results/api/results";
import { api, dataOf } from "@/lib/api/client";
import type { Page, TagEdit, TagList, WrittenText } from "@/lib/api/schema";

/** Where the texts stand. */
export interface TextsOf {
  readonly session: string;
  readonly question: string;
  readonly round: number;
}

/** In the place of a tag: those that have none. */
export const UNTAGGED = "untagged";

/** Which of them. `tag`: with that one, or UNTAGGED. */
export interface WantedTexts {
  readonly q: string;
  readonly tag: string | null;
}

const keyOf = ({ session, question }: TextsOf) => ["written", session, question];
const pathOf = ({ session, question }: TextsOf) => ({ session_id: session, question_id: question });
const queryOf = ({ round }: TextsOf, { q, tag }: WantedTexts) => ({ round, q: q || null, ...(tag === UNTAGGED ? { untagged: true } : { tag }) });

export const textsQuery = (of: TextsOf, wanted: WantedTexts) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(of), "texts", of.round, wanted],
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/api/v1/sessions/{session_id}/questions/{question_id}/texts", { params: { path: pathOf(of), query: { ...queryOf(of, wanted), cursor: pageParam } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 60_000,
    retry: false,
  });

/** The server reads a log again no sooner. */
const COUNT_EVERY_MS = 5_000;

/** Counted anew when the tally has moved, but not with every move. */
export const textCountsQuery = (of: TextsOf, wanted: WantedTexts, { epoch, version }: Tally) =>
  queryOptions({
    queryKey: [...keyOf(of), "counts", of.round, wanted],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/sessions/{session_id}/questions/{question_id}/text-counts", { params: { path: pathOf(of), query: queryOf(of, wanted) }, signal })),
    staleTime: 60_000,
    refetchInterval: ({ state: { data } }) => (data === undefined || (data.epoch === epoch && data.version === version) ? false : COUNT_EVERY_MS),
    retry: false,
  });

interface Tagging {
  readonly text: WrittenText;
  readonly tag: string;
  readonly isOn: boolean;
}

/** Shown at once; what the server refuses is shown as it stands there. */
export function useTagging(of: TextsOf) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, tag, isOn }: Tagging) => {
      const params = { path: { ...pathOf(of), text_id: text.id, tag_id: tag } };
      const path = "/api/v1/sessions/{session_id}/questions/{question_id}/texts/{text_id}/tags/{tag_id}";
      return dataOf(isOn ? api.PUT(path, { params }) : api.DELETE(path, { params }));
    },
    onMutate: (tagging) => client.setQueriesData<InfiniteData<Page<WrittenText>>>({ queryKey: [...keyOf(of), "texts"] }, (found) => found && withTag(found, tagging)),
    onError: () => client.invalidateQueries({ queryKey: [...keyOf(of), "texts"] }),
    onSettled: () => client.invalidateQueries({ queryKey: [...keyOf(of), "counts"] }),
  });
}

function withTag(found: InfiniteData<Page<WrittenText>>, { text, tag, isOn }: Tagging): InfiniteData<Page<WrittenText>> {
  const tagged = (one: WrittenText) => (one.id === text.id ? { ...one, tags: [...one.tags.filter((other) => other !== tag), ...(isOn ? [tag] : [])] } : one);
  return { ...found, pages: found.pages.map((page) => ({ ...page, items: page.items.map(tagged) })) };
}

export const tagsQuery = (survey: string) =>
  queryOptions({
    queryKey: ["tags", survey],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/surveys/{survey_id}/tags", { params: { path: { survey_id: survey } }, signal })),
  });

export function useSaveTags(survey: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ tags, basedOn }: { tags: TagEdit[]; basedOn: number }): Promise<TagList> =>
      dataOf(api.PUT("/api/v1/surveys/{survey_id}/tags", { params: { path: { survey_id: survey }, header: { "If-Match": `"${basedOn}"` } }, body: { tags } })),
    onSuccess: (saved) => client.setQueryData(tagsQuery(survey).queryKey, saved),
    onError: () => client.invalidateQueries({ queryKey: ["tags", survey] }),
    onSettled: () => client.invalidateQueries({ queryKey: ["written"] }),
  });
}
