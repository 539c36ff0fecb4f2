/** The inputs come behind the door, so that it opens fast; they are fetched while it is read. */
import { useEffect } from "react";
import { late } from "@/components/ui/late";

export const PhoneScreen = late(async () => (await import("@/features/participation/components/phone-screen")).PhoneScreen);

export function useLoadedAhead(): void {
  useEffect(() => PhoneScreen.ahead(), []);
}
