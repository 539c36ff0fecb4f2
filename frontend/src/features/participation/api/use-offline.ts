/** What this phone keeps for a start without a network: the page, and of an open session its pictures, until it is over. */
import { useEffect } from "react";
import type { Hours } from "@/features/participation/api/use-hours";
import type { Phone } from "@/features/participation/api/use-phone";
import { useKeptPage, useKeptPictures } from "@/lib/keep-page";
import { beginAtTheDoor, beginHere } from "@/lib/start-address";
import { picturesOf } from "@/questions/answers";

/** In a live session the facilitator shows question after question, so nothing is fetched ahead but the logo. */
export function useOffline({ session }: Phone, hours: Hours, isByLink: boolean): void {
  const logo = session.theme?.logo;
  const shown = session.mode === "open" ? session.questions.flatMap(picturesOf) : [];
  useKeptPage();
  useKeptPictures(hours === "over" ? [] : [...new Set([...(logo ? [logo] : []), ...shown])]);
  // A personal link is a secret, and stands in no address that could be kept.
  const begins = hours !== "over" && !isByLink;
  useEffect(() => {
    if (begins) beginHere();
    else beginAtTheDoor();
    return beginAtTheDoor;
  }, [begins]);
}
