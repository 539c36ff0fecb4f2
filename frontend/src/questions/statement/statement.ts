/** A text between the questions; it takes no answer. */
import { Pilcrow } from "lucide-react";
import { lazy } from "react";
import type { Statement } from "@/lib/questions/question";
import { PLAIN, type TypeModule } from "@/questions/type-module";

/** There is nothing to answer and nothing to set. */
const Nothing = () => null;

export const statement: TypeModule<Statement> = {
  ...PLAIN,
  family: "Text and consent",
  icon: Pilcrow,
  takesAnswer: false,
  mayNotApply: false,
  operators: [],
  draft: (base) => ({ ...base, type: "statement" }),
  Input: Nothing,
  Chart: lazy(async () => ({ default: (await import("@/questions/statement/nothing")).NothingToCount })),
  Settings: Nothing,
  isAnswered: () => false,
  problemWith: () => null,
  describeAnswer: () => "",
  tableRows: () => ({ heads: [], rows: [] }),
};
