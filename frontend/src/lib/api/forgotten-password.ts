/** A link by mail to set a password with: for who has forgotten theirs, or never had one. */
import { useMutation } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";

export function useForgotPassword() {
  return useMutation({ mutationFn: (email: string) => dataOf(api.POST("/api/v1/auth/forgot-password", { body: { email } })) });
}
