/** Opens an address of the app as a browser would: the real routes, with a fake server behind them. */
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createMemoryRouter, createPath, RouterProvider } from "react-router";
import { Providers } from "@/app/providers";
import { learnRoutes, routes } from "@/app/router";
import type { Me, Permission, Role } from "@/lib/api/schema";
import { FakeServer, success } from "@/testing/fake-server";

const VIEWER: Permission[] = ["surveys:read", "sessions:read", "results:read", "members:read", "organization:read"];
const FACILITATOR: Permission[] = [...VIEWER, "surveys:write", "surveys:publish", "sessions:control", "results:export", "participants:read", "images:write", "invitations:manage", "audience:moderate"];
const ADMIN: Permission[] = [...FACILITATOR, "participants:erase", "members:manage", "organization:manage", "api_keys:manage", "audit:read", "webhooks:manage"];
const PERMISSIONS: Record<Role, Permission[]> = { viewer: VIEWER, facilitator: FACILITATOR, admin: ADMIN, owner: [...ADMIN, "organization:own"] };

export function meAs(role: Role, more: Partial<Me> = {}): Me {
  const user = { id: "usr_ada", name: "Ada Byron", email: "ada@example.org", email_verified: true };
  return { user, organization: { id: "org_1", name: "Northwind" }, role, permissions: PERMISSIONS[role], csrf_token: "sesame", ...more };
}

/** A server that knows who is logged in, and answers the shell's own questions. */
export function serverFor(me: Me | null): FakeServer {
  const server = new FakeServer();
  if (me === null) return server.on("GET /api/v1/auth/me", () => new Response(JSON.stringify({ errors: [{ code: "not_authenticated", field: null, message: "Log in first." }], message: "Log in first.", data: null, success: false }), { status: 401 }));
  return server
    .on("GET /api/v1/auth/me", success(me))
    .on("GET /api/v1/organizations", success([{ ...me.organization, role: me.role, current: true }, { id: "org_2", name: "Contoso", role: "viewer", current: false }]));
}

export function visit(address: string) {
  const router = createMemoryRouter(routes, { initialEntries: [address], patchRoutesOnNavigation: learnRoutes });
  render(
    <Providers>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { user: userEvent.setup(), path: () => router.state.location.pathname, address: () => createPath(router.state.location), go: (to: string) => router.navigate(to) };
}
