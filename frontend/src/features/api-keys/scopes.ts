/** Scopes by what they are about, in the order of the permission table. */
import type { Permission } from "@/lib/api/schema";

type Split<P> = P extends `${infer A}:${infer D}` ? [A, D] : never;
export type Area = Split<Permission>[0];
export type Deed = Split<Permission>[1];

/** What somebody with these permissions may give to a key; no key owns the organization. */
export function grantable(permissions: readonly Permission[]): Permission[] {
  return permissions.filter((permission) => permission !== "organization:own");
}

export function byArea(permissions: readonly Permission[]): { area: Area; scopes: { scope: Permission; deed: Deed }[] }[] {
  const areas = new Map<Area, { scope: Permission; deed: Deed }[]>();
  for (const scope of permissions) {
    const [area, deed] = scope.split(":") as [Area, Deed];
    areas.set(area, [...(areas.get(area) ?? []), { scope, deed }]);
  }
  return [...areas].map(([area, scopes]) => ({ area, scopes }));
}
