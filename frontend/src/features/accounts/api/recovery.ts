/** Proving an address, and new passwords. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "@/lib/api/client";
import { meQuery } from "@/lib/api/me";
import type { EmailChange, PasswordChange, PasswordReset } from "@/lib/api/schema";

export function useForgotPassword() {
  return useMutation({ mutationFn: (email: string) => call<null>("/auth/forgot-password", { method: "POST", body: { email } }) });
}

export function useResetPassword() {
  return useMutation({ mutationFn: (reset: PasswordReset) => call<null>("/auth/reset-password", { method: "POST", body: reset }) });
}

export function useVerifyEmail() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => call<null>("/auth/verify-email", { method: "POST", body: { token } }),
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}

export function useResendVerification() {
  return useMutation({ mutationFn: () => call<null>("/auth/verify-email/resend", { method: "POST" }) });
}

export function useChangeEmail() {
  return useMutation({ mutationFn: (change: EmailChange) => call<null>("/auth/email", { method: "POST", body: change }) });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: PasswordChange) => call<null>("/auth/password", { method: "POST", body: change }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["logins"] }),
  });
}
