/** The secret of a link in a mail: it stands in the fragment, and is taken out of the address bar at once. */
import { useEffect, useState } from "react";

export function useLinkToken(): string {
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "");
  useEffect(() => {
    if (window.location.hash !== "") window.history.replaceState(window.history.state, "", window.location.pathname);
  }, []);
  return token;
}

const INVITATION = "impactpulse.invitation";

/** The secret of an invitation: kept for this tab, so that logging in first does not lose it. */
export function useInvitationToken(): string {
  const fresh = useLinkToken();
  const [token] = useState(() => fresh || (sessionStorage.getItem(INVITATION) ?? ""));
  useEffect(() => sessionStorage.setItem(INVITATION, token), [token]);
  return token;
}

export function forgetInvitation(): void {
  sessionStorage.removeItem(INVITATION);
}
