/** Registering, logging in (in one step or two) and out. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, api, dataOf } from "@/lib/api/client";
import { forgetLogin, remember } from "@/lib/api/me";
import type { LoginAttempt, Registration, SecondStep } from "@/lib/api/schema";

export const providersQuery = queryOptions({
  queryKey: ["login-providers"],
  queryFn: () => dataOf(api.GET("/api/v1/auth/oidc")),
  staleTime: Infinity,
});

export function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (attempt: LoginAttempt) => dataOf(api.POST("/api/v1/auth/login", { body: attempt })),
    onSuccess: (step) => {
      if (step.status === "logged_in") remember(client, step);
    },
  });
}

export function useSecondStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: SecondStep) => dataOf(api.POST("/api/v1/auth/login/second-factor", { body: step })),
    onSuccess: (login) => remember(client, login),
  });
}

export function enrolAtLoginQuery(challenge: string) {
  return queryOptions({
    queryKey: ["enrol-at-login", challenge],
    queryFn: () => dataOf(api.POST("/api/v1/auth/login/second-factor/enrol", { body: { challenge } })),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

/** Who is logged in by this is remembered by the caller, once the recovery codes have been seen. */
export function useConfirmAtLogin() {
  return useMutation({
    mutationFn: (step: SecondStep) => dataOf(api.POST("/api/v1/auth/login/second-factor/enrol/confirm", { body: step })),
  });
}

export function useRegister() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (registration: Registration) => dataOf(api.POST("/api/v1/auth/register", { body: registration })),
    onSuccess: (login) => remember(client, login),
  });
}

/** Where it fails the login stands, and its cookies with it: whoever is told otherwise leaves a shared machine open. */
export function useLogOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.POST("/api/v1/auth/logout")).catch(endedBefore),
    onSuccess: () => forgetLogin(client),
  });
}

/** A login that is over already needs no ending. */
function endedBefore(error: unknown): null {
  if (error instanceof ApiError && error.status === 401) return null;
  throw error;
}
