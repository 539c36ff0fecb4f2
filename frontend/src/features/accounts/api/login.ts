/** Registering, logging in and out. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "@/lib/api/client";
import { meQuery } from "@/lib/api/me";
import type { Login, LoginAttempt, Registration } from "@/lib/api/schema";

export function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (attempt: LoginAttempt) => call<Login>("/auth/login", { method: "POST", body: attempt }),
    onSuccess: (login) => client.setQueryData(meQuery.queryKey, meOf(login)),
  });
}

export function useRegister() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (registration: Registration) => call<Login>("/auth/register", { method: "POST", body: registration }),
    onSuccess: (login) => client.setQueryData(meQuery.queryKey, meOf(login)),
  });
}

export function useLogOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<null>("/auth/logout", { method: "POST" }),
    onSettled: () => {
      client.clear();
      client.setQueryData(meQuery.queryKey, null);
    },
  });
}

function meOf({ user, organization, role, csrf_token }: Login) {
  return { user, organization, role, csrf_token };
}
