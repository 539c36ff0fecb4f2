/** A text between the questions; it takes no answer. */
import { Pilcrow } from "lucide-react";
import type { Statement } from "@/lib/questions/question";
import { Nothing, NothingToCount } from "@/questions/statement/nothing";
import { PLAIN, type TypeModule } from "@/questions/type-module";

export const statement: TypeModule<Statement> = {
  ...PLAIN,
  name: "Statement",
  hint: "A text to read; nothing to answer",
  keywords: "information intro message",
  family: "Text and consent",
  icon: Pilcrow,
  takesAnswer: false,
  mayNotApply: false,
  operators: [],
  draft: (base) => ({ ...base, type: "statement" }),
  Input: Nothing,
  Chart: NothingToCount,
  Settings: Nothing,
  isAnswered: () => false,
  problemWith: () => null,
  describeAnswer: () => "",
  tableRows: () => ({ heads: [], rows: [] }),
};
