/** Registering, logging in (in one step or two) and out. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "@/lib/api/client";
import { meQuery, remember } from "@/lib/api/me";
import type { EnrolledLogin, Enrolment, Login, LoginAttempt, LoginProvider, LoginStep, Registration, SecondStep } from "@/lib/api/schema";

export const providersQuery = queryOptions({
  queryKey: ["login-providers"],
  queryFn: () => call<LoginProvider[]>("/auth/oidc"),
  staleTime: Infinity,
});

export function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (attempt: LoginAttempt) => call<LoginStep>("/auth/login", { method: "POST", body: attempt }),
    onSuccess: (step) => {
      if (step.status === "logged_in") remember(client, step);
    },
  });
}

export function useSecondStep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: SecondStep) => call<Login>("/auth/login/second-factor", { method: "POST", body: step }),
    onSuccess: (login) => remember(client, login),
  });
}

export function enrolAtLoginQuery(challenge: string) {
  return queryOptions({
    queryKey: ["enrol-at-login", challenge],
    queryFn: () => call<Enrolment>("/auth/login/second-factor/enrol", { method: "POST", body: { challenge } }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

/** Who is logged in by this is remembered by the caller, once the recovery codes have been seen. */
export function useConfirmAtLogin() {
  return useMutation({
    mutationFn: (step: SecondStep) => call<EnrolledLogin>("/auth/login/second-factor/enrol/confirm", { method: "POST", body: step }),
  });
}

export function useRegister() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (registration: Registration) => call<Login>("/auth/register", { method: "POST", body: registration }),
    onSuccess: (login) => remember(client, login),
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
