/** The name that others see. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import { meQuery } from "@/lib/api/me";
import { membersQuery } from "@/lib/api/members";

export const profileQuery = queryOptions({
  queryKey: ["profile"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/auth/profile", { signal })),
});

/** All lists of members, in which one stands too. */
const MEMBERS = [membersQuery.queryKey[0]];

export interface NewName {
  readonly name: string;
  /** The version that was edited; the server refuses where another device has saved since. */
  readonly basedOn: number;
}

export function useChangeName() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, basedOn }: NewName) => dataOf(api.PATCH("/api/v1/auth/profile", { params: { header: { "If-Match": `"${basedOn}"` } }, body: { name } })),
    onSuccess: (profile) => {
      client.setQueryData(profileQuery.queryKey, profile);
      client.setQueryData(meQuery.queryKey, (me) => me && { ...me, user: { ...me.user, name: profile.name } });
      return client.invalidateQueries({ queryKey: MEMBERS });
    },
    onError: () => client.invalidateQueries({ queryKey: profileQuery.queryKey }),
  });
}
