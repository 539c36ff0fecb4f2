/** The organizations of the one who is logged in, and the one they are working in. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { announceSwitch } from "@/features/organizations/api/other-tabs";
import { ApiError, api, dataOf } from "@/lib/api/client";
import { useIntent } from "@/lib/api/intent";
import { forgetLogin, meQuery, remember } from "@/lib/api/me";
import { secondFactorQuery } from "@/lib/api/second-factor";

export const organizationsQuery = queryOptions({
  queryKey: ["organizations"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/organizations", { signal })),
});

export const organizationQuery = queryOptions({
  queryKey: ["organization"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/organizations/current", { signal })),
});

export function useCreateOrganization() {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (name: string) => intent.send(name, (headers) => dataOf(api.POST("/api/v1/organizations", { body: { name }, headers }))),
    onSuccess: () => client.invalidateQueries({ queryKey: organizationsQuery.queryKey }),
  });
}

/** Works in another organization from now on. What was read in the former one is forgotten; nobody logs in again. */
export function useSwitchOrganization() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (organization: string) => dataOf(api.POST("/api/v1/auth/switch", { body: { organization } })),
    onSuccess: async (step) => {
      if (step.status !== "logged_in") {
        // The other organization asks for a second step; the login page takes it from here.
        const kind = step.status === "second_factor_required" ? "challenge" : "enrol";
        await navigate(`/login#${kind}=${encodeURIComponent(step.challenge)}`);
        return;
      }
      await navigate("/app");
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
      remember(client, step);
      announceSwitch(step.organization);
    },
  });
}

export interface Renaming {
  readonly name: string;
  /** The version that was edited; the server refuses where somebody else has saved since. */
  readonly basedOn: number;
}

export function useRenameOrganization() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, basedOn }: Renaming) => dataOf(api.PATCH("/api/v1/organizations/current", { params: { header: { "If-Match": `"${basedOn}"` } }, body: { name } })),
    onSuccess: async (organization) => {
      client.setQueryData(organizationQuery.queryKey, organization);
      client.setQueryData(meQuery.queryKey, (me) => me && { ...me, organization: { ...me.organization, name: organization.name } });
      await client.invalidateQueries({ queryKey: organizationsQuery.queryKey });
    },
  });
}

export interface LoginPolicy {
  readonly required: boolean;
  /** The version of the organization that was seen. */
  readonly basedOn: number;
}

/** Where somebody else was first, what stands now is read again. */
export function useRequireSecondFactor() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ required, basedOn }: LoginPolicy) => dataOf(api.PUT("/api/v1/organization/second-factor", { params: { header: { "If-Match": `"${basedOn}"` } }, body: { required } })),
    onSuccess: ({ required, version }) => {
      client.setQueryData(secondFactorQuery.queryKey, (factor) => factor && { ...factor, required });
      client.setQueryData(organizationQuery.queryKey, (organization) => organization && { ...organization, require_second_factor: required, version });
    },
    onError: async (error) => {
      if (!(error instanceof ApiError && error.status === 412)) return;
      await Promise.all([organizationQuery, secondFactorQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey })));
    },
  });
}

export function useTransferOrganization() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (user: string) => dataOf(api.POST("/api/v1/organizations/current/transfer", { body: { user } })),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Ends the membership, and with it this login. */
export function useLeaveOrganization() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => dataOf(api.POST("/api/v1/organizations/current/leave")),
    onSuccess: async () => {
      await navigate("/login", { replace: true });
      forgetLogin(client);
    },
  });
}
