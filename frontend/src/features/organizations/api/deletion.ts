/** Having the organization deleted, and taking that back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { organizationQuery } from "@/features/organizations/api/organizations";
import { api, dataOf } from "@/lib/api/client";
import type { DeletionWish, OrganizationDetail } from "@/lib/api/schema";

export function usePlanDeletion() {
  return useOrganizationChange((wish: DeletionWish) => dataOf(api.POST("/api/v1/organizations/current/deletion", { body: wish })));
}

export function useTakeDeletionBack() {
  return useOrganizationChange(() => dataOf(api.DELETE("/api/v1/organizations/current/deletion")));
}

function useOrganizationChange<Input>(change: (input: Input) => Promise<OrganizationDetail>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: (organization) => client.setQueryData(organizationQuery.queryKey, organization) });
}
