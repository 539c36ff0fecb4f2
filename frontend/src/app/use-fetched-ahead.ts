/** Fetches the code of a page as soon as a link to it is pointed at or has the focus: by the time it is followed, it is there. */
import { useEffect } from "react";
import { matchRoutes } from "react-router";
import { officeRoutes } from "@/app/office";

export function useFetchedAhead(): void {
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const ahead = ({ target }: Event) => {
      const link = target instanceof Element ? target.closest("a") : null;
      if (link?.origin !== window.location.origin) return;
      for (const { route } of matchRoutes(officeRoutes, link.pathname) ?? []) {
        // What fails here is fetched again, and told, when the link is followed.
        if (typeof route.lazy === "function") route.lazy().catch(() => undefined);
      }
    };
    document.addEventListener("pointerover", ahead, { signal });
    document.addEventListener("focusin", ahead, { signal });
    return () => controller.abort();
  }, []);
}
