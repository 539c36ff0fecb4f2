/** The inputs come behind the door, so that it opens fast; they are fetched while it is read. */
import { lazy, useEffect } from "react";

const load = () => import("@/features/participation/components/phone-screen");

export const PhoneScreen = lazy(async () => ({ default: (await load()).PhoneScreen }));

export function useLoadedAhead(): void {
  useEffect(() => {
    // What fails here is fetched again, and told, when it is needed.
    load().catch(() => undefined);
  }, []);
}
