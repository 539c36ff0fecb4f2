/** The colour of a tag, beside its name: nobody has to tell colours apart. */
import { clsx } from "clsx";
import type { Tag } from "@/lib/api/schema";

export const COLOURS = ["grey", "red", "orange", "yellow", "green", "teal", "blue", "violet"] as const satisfies readonly Tag["colour"][];

const FILLS: Record<Tag["colour"], string> = {
  grey: "bg-slate-500",
  red: "bg-red-600",
  orange: "bg-orange-500",
  yellow: "bg-yellow-400",
  green: "bg-green-600",
  teal: "bg-teal-500",
  blue: "bg-blue-600",
  violet: "bg-violet-600",
};

export function TagDot({ colour }: { colour: Tag["colour"] }) {
  return <span aria-hidden="true" className={clsx("inline-block size-2.5 shrink-0 rounded-full", FILLS[colour])} />;
}
