/** The inputs come behind the door, so that it opens fast; they are fetched while it is read. */
import { lazy, useEffect } from "react";
import { useAnswerTexts } from "@/components/answers/use-texts";

const load = () => Promise.all([import("@/features/participation/components/phone-screen"), useAnswerTexts.load()]);

export const PhoneScreen = lazy(async () => {
  const [{ PhoneScreen: Screen }] = await load();
  return { default: Screen };
});

export function useLoadedAhead(): void {
  useEffect(() => {
    // What fails here is fetched again, and told, when it is needed.
    load().catch(() => undefined);
  }, []);
}
