/** The secret of a link in a mail: it stands in the fragment, and is taken out of the address bar at once. */
import { useEffect, useState } from "react";

export function useLinkToken(): string {
  const [token, setToken] = useState(inAddress);
  useEffect(() => {
    const take = () => {
      if (window.location.hash === "") return;
      setToken(inAddress());
      window.history.replaceState(window.history.state, "", window.location.pathname);
    };
    take();
    // A second link that is opened in this tab changes the fragment only.
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return token;
}

/** The same, kept for this tab under a name, so that logging in first or a reload does not lose it. */
export function useKeptLinkToken(name: string): string {
  const fresh = useLinkToken();
  const [kept] = useState(() => sessionStorage.getItem(name) ?? "");
  const token = fresh || kept;
  useEffect(() => sessionStorage.setItem(name, token), [name, token]);
  return token;
}

function inAddress(): string {
  return new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "";
}
