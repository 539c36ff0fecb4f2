/** The secret of a link in a mail: it stands in the fragment, and is taken out of the address bar at once. */
import { useEffect, useState } from "react";

export function useLinkToken(): string {
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "");
  useEffect(() => {
    if (window.location.hash !== "") window.history.replaceState(window.history.state, "", window.location.pathname);
  }, []);
  return token;
}
