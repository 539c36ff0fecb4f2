/** Proving an address, and new passwords. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";
import { meQuery } from "@/lib/api/me";
import type { EmailChange, PasswordChange, PasswordReset } from "@/lib/api/schema";

export function useResetPassword() {
  return useMutation({ mutationFn: (reset: PasswordReset) => dataOf(api.POST("/api/v1/auth/reset-password", { body: reset })) });
}

export function useVerifyEmail() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => dataOf(api.POST("/api/v1/auth/verify-email", { body: { token } })),
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}

export function useResendVerification() {
  return useMutation({ mutationFn: () => dataOf(api.POST("/api/v1/auth/verify-email/resend")) });
}

export function useChangeEmail() {
  return useMutation({ mutationFn: (change: EmailChange) => dataOf(api.POST("/api/v1/auth/email", { body: change })) });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: PasswordChange) => dataOf(api.POST("/api/v1/auth/password", { body: change })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["logins"] }),
  });
}
