/** The second factor of an account, and where it is logged in. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "@/lib/api/client";
import type { Enrolment, FullProof, RecoveryCodes, StandingLogin } from "@/lib/api/schema";

export const loginsQuery = queryOptions({
  queryKey: ["logins"],
  queryFn: () => call<StandingLogin[]>("/auth/logins"),
});

export function useEnrol() {
  return useMutation({ mutationFn: (password: string) => call<Enrolment>("/auth/second-factor", { method: "POST", body: { password } }) });
}

export function useConfirmEnrolment() {
  return useChange((code: string) => call<RecoveryCodes>("/auth/second-factor/confirm", { method: "POST", body: { code } }), "second-factor");
}

export function useRenewRecoveryCodes() {
  return useChange((proof: FullProof) => call<RecoveryCodes>("/auth/second-factor/recovery-codes", { method: "POST", body: proof }), "second-factor");
}

export function useDisableSecondFactor() {
  return useChange((proof: FullProof) => call<null>("/auth/second-factor/disable", { method: "POST", body: proof }), "second-factor");
}

export function useRevokeLogin() {
  return useChange((id: string) => call<null>(`/auth/logins/${id}`, { method: "DELETE" }), "logins");
}

export function useRevokeOtherLogins() {
  return useChange(() => call<{ count: number }>("/auth/logins/revoke-others", { method: "POST" }), "logins");
}

function useChange<Input, Output>(change: (input: Input) => Promise<Output>, key: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries({ queryKey: [key] }) });
}
