/** The end of one's own account. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api, dataOf } from "@/lib/api/client";
import { forgetLogin } from "@/lib/api/me";
import type { FullProof } from "@/lib/api/schema";

export function useDeleteAccount() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (proof: FullProof) => dataOf(api.POST("/api/v1/auth/delete-account", { body: proof })),
    onSuccess: async () => {
      await navigate("/login", { replace: true });
      forgetLogin(client);
    },
  });
}
