/** Changing who works in the organization, and inviting others. */
import { type InfiniteData, infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import { useIntent } from "@/lib/api/intent";
import { membersQuery } from "@/lib/api/members";
import type { GrantedRole, Membership, NewInvitation, Page } from "@/lib/api/schema";

const MEMBERS = [membersQuery.queryKey[0]];

export const invitationsQuery = infiniteQueryOptions({
  queryKey: ["invitations"],
  queryFn: ({ pageParam, signal }) => dataOf(api.GET("/api/v1/organizations/current/invitations", { params: { query: { limit: 20, cursor: pageParam } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
});

export interface RoleChange {
  readonly user: string;
  readonly role: GrantedRole;
  /** The version of the member that was shown; the server refuses where somebody else has changed it since. */
  readonly basedOn: number;
}

/** Shown at once, and taken back where the server refuses. */
export function useChangeRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ user, role, basedOn }: RoleChange) => {
      const params = { path: { user_id: user }, header: { "If-Match": `"${basedOn}"` } };
      return dataOf(api.PATCH("/api/v1/organizations/current/members/{user_id}", { params, body: { role } }));
    },
    onMutate: async ({ user, role }) => {
      await client.cancelQueries({ queryKey: MEMBERS });
      const before = client.getQueryData(membersQuery.queryKey);
      client.setQueryData(membersQuery.queryKey, (pages) => pages && withChange(pages, user, { role }));
      return before;
    },
    onSuccess: (member) => client.setQueryData(membersQuery.queryKey, (pages) => pages && withChange(pages, member.user, member)),
    onError: (_error, _change, before) => client.setQueryData(membersQuery.queryKey, before),
    onSettled: () => client.invalidateQueries({ queryKey: MEMBERS }),
  });
}

function withChange<P extends Page<Membership>>(pages: InfiniteData<P>, user: string, change: Partial<Membership>): InfiniteData<P> {
  const changed = (member: Membership) => (member.user === user ? { ...member, ...change } : member);
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.map(changed) })) };
}

export function useRemoveMember() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (user: string) => dataOf(api.DELETE("/api/v1/organizations/current/members/{user_id}", { params: { path: { user_id: user } } })),
    onSettled: () => client.invalidateQueries({ queryKey: MEMBERS }),
  });
}

export function useInvite() {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (body: NewInvitation) => intent.send(body, (headers) => dataOf(api.POST("/api/v1/organizations/current/invitations", { body, headers }))),
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
}

export function useResendInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => dataOf(api.POST("/api/v1/organizations/current/invitations/{invitation_id}/resend", { params: { path: { invitation_id: id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
}

export function useRevokeInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => dataOf(api.DELETE("/api/v1/organizations/current/invitations/{invitation_id}", { params: { path: { invitation_id: id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
}

