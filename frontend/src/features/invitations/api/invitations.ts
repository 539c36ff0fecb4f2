/** Whom a session asks to take part. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import { useIntent } from "@/lib/api/intent";
import type { NewSessionInvitations, SessionInvitation } from "@/lib/api/schema";

export type MailProblem = NonNullable<SessionInvitation["mail_problem"]>;

/** `problem`: only those whom mails do not reach; such a page may be empty and still have one after it. */
export const invitationsQuery = (session: string, problem: MailProblem | "any" | null = null) =>
  infiniteQueryOptions({
    queryKey: ["session-invitations", session, ...(problem ? [problem] : [])],
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/api/v1/sessions/{session_id}/invitations", { params: { path: { session_id: session }, query: { limit: 100, cursor: pageParam, mail_problem: problem } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export function useImport(session: string) {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (body: NewSessionInvitations) =>
      intent.send(body, (headers) => dataOf(api.POST("/api/v1/sessions/{session_id}/invitations", { params: { path: { session_id: session } }, body, headers }))),
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery(session).queryKey }),
  });
}

/** Shows the personal link of somebody; that it was shown is on record. */
export function useShowLink(session: string) {
  return useMutation({
    mutationFn: (invitation: string) =>
      dataOf(api.POST("/api/v1/sessions/{session_id}/invitations/{invitation_id}/link", { params: { path: { session_id: session, invitation_id: invitation } } })),
  });
}

export function useRemove(session: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (invitation: string) =>
      dataOf(api.DELETE("/api/v1/sessions/{session_id}/invitations/{invitation_id}", { params: { path: { session_id: session, invitation_id: invitation } } })),
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery(session).queryKey }),
  });
}

export function useLiftSuppression() {
  return useMutation({ mutationFn: (email: string) => dataOf(api.POST("/api/v1/mail-suppressions/lift", { body: { email } })) });
}
