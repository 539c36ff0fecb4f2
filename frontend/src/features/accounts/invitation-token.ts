/** The secret of an invitation to an organization, from the link until it is accepted. */
import { useKeptLinkToken } from "@/lib/use-link-token";

const INVITATION = "impactpulse.invitation";

export function useInvitationToken(): string {
  return useKeptLinkToken(INVITATION);
}

export function forgetInvitation(): void {
  sessionStorage.removeItem(INVITATION);
}
