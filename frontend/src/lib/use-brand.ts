/** A survey's own colour as the style of what is drawn in it; none where it has no colour. */
import type { CSSProperties } from "react";
import { brandColours } from "@/lib/colours";
import { useTheme } from "@/lib/theme";

export function useBrand(colour: string | null | undefined): CSSProperties | undefined {
  const { shown } = useTheme();
  return colour ? brandColours(colour, shown) : undefined;
}
