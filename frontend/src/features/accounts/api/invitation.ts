/** Getting in by the link of an invitation. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { forgetInvitation } from "@/features/accounts/invitation-token";
import { api, dataOf } from "@/lib/api/client";
import { meQuery, remember } from "@/lib/api/me";
import type { InvitedRegistration, LoginStep } from "@/lib/api/schema";

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/invitations/{token}", { params: { path: { token } }, signal })),
    gcTime: 0,
  });

export function useAcceptInvitation() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (token: string) => dataOf(api.POST("/api/v1/invitations/accept", { body: { token } })),
    onSuccess: enter,
  });
}

export function useRegisterInvited() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (registration: InvitedRegistration) => dataOf(api.POST("/api/v1/invitations/register", { body: registration })),
    onSuccess: enter,
  });
}

/** Goes where the step leads: into the organization, or to the second factor that it asks for. */
function useEnter() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (step: LoginStep) => {
    forgetInvitation();
    if (step.status === "logged_in") {
      remember(client, step);
      await navigate("/app", { replace: true });
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0], type: "inactive" });
      return;
    }
    const kind = step.status === "second_factor_required" ? "challenge" : "enrol";
    await navigate(`/login#${kind}=${encodeURIComponent(step.challenge)}`, { replace: true });
  };
}
