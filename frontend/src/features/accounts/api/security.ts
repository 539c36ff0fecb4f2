/** The second factor of an account, and where it is logged in. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import type { FullProof } from "@/lib/api/schema";

export const loginsQuery = queryOptions({
  queryKey: ["logins"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/auth/logins", { signal })),
});

export function useEnrol() {
  return useMutation({ mutationFn: (password: string) => dataOf(api.POST("/api/v1/auth/second-factor", { body: { password } })) });
}

export function useConfirmEnrolment() {
  return useChange((code: string) => dataOf(api.POST("/api/v1/auth/second-factor/confirm", { body: { code } })), "second-factor");
}

export function useRenewRecoveryCodes() {
  return useChange((proof: FullProof) => dataOf(api.POST("/api/v1/auth/second-factor/recovery-codes", { body: proof })), "second-factor");
}

export function useDisableSecondFactor() {
  return useChange((proof: FullProof) => dataOf(api.POST("/api/v1/auth/second-factor/disable", { body: proof })), "second-factor");
}

export function useRevokeLogin() {
  return useChange((id: string) => dataOf(api.DELETE("/api/v1/auth/logins/{login_id}", { params: { path: { login_id: id } } })), "logins");
}

export function useRevokeOtherLogins() {
  return useChange(() => dataOf(api.POST("/api/v1/auth/logins/revoke-others")), "logins");
}

function useChange<Input, Output>(change: (input: Input) => Promise<Output>, key: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries({ queryKey: [key] }) });
}
