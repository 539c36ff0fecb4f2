/** The roles that can be given, from the one that may most; ownership is handed over instead. */
import type { GrantedRole } from "@/lib/api/schema";

export const GRANTED_ROLES = ["admin", "facilitator", "viewer"] as const satisfies readonly GrantedRole[];
