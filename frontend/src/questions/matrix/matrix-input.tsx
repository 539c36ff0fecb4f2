/** A card for each row where the screen is narrow, one table with a head where it is wide: the same controls in both. */
import { Check } from "lucide-react";
import { clsx } from "clsx";
import { type CSSProperties, useId } from "react";
import type { AnswerProps } from "@/components/answers/answer-props";
import { useAnswerTexts } from "@/components/answers/use-texts";
import type { Matrix, Option } from "@/lib/questions/question";
import { inRow, mark } from "@/questions/matrix/marks";

const MOST_IN_TABLE = 5;

export function MatrixInput({ question, value, onChange, disabled, labelledBy, describedBy }: AnswerProps<Matrix>) {
  const { matrix: texts, of } = useAnswerTexts();
  const { rows, columns, per_row } = question;
  const isTable = columns.length <= MOST_IN_TABLE;
  const done = rows.filter((row) => inRow(value, row.id).length > 0).length;
  const template = { "--matrix": `minmax(8rem, 1.6fr) repeat(${columns.length}, minmax(0, 1fr))` } as CSSProperties;
  return (
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy} style={template} className="@container">
      <p className="mb-3 flex justify-between gap-4 text-[0.9375rem] text-faint">
        <span>{per_row === "one" ? texts.one : texts.many}</span>
        <span className="figures" aria-live="polite">{of(done, rows.length)}</span>
      </p>
      {isTable && (
        <div aria-hidden="true" className="hidden items-end gap-2 px-3 pb-2 text-center text-[0.8125rem] leading-tight font-semibold text-muted @lg:grid @lg:grid-cols-(--matrix)">
          <span />
          {columns.map((column) => (
            <span key={column.id} dir="auto" className="text-pretty wrap-anywhere">{column.label}</span>
          ))}
        </div>
      )}
      <div className="flex flex-col gap-3 @lg:gap-1.5">
        {rows.map((row) => (
          <Row key={row.id} {...{ row, columns, isTable, disabled }} name={`${question.id}-${row.id}`} isOne={per_row === "one"} marks={inRow(value, row.id)} onMark={(column) => onChange(mark(question, value, row.id, column))} />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  row: Option;
  columns: readonly Option[];
  name: string;
  isOne: boolean;
  isTable: boolean;
  marks: readonly string[];
  disabled: boolean;
  onMark: (column: string) => void;
}

function Row({ row, columns, name, isOne, isTable, marks, disabled, onMark }: RowProps) {
  const id = useId();
  return (
    <div role={isOne ? "radiogroup" : "group"} aria-labelledby={id} className={clsx("rounded-2xl bg-surface p-3 ring-1 ring-line", isTable && "@lg:grid @lg:grid-cols-(--matrix) @lg:items-center @lg:gap-2 @lg:py-1.5")}>
      <p id={id} dir="auto" className={clsx("mb-2.5 px-1 text-[1.0625rem] leading-snug font-semibold text-pretty", isTable && "@lg:mb-0")}>{row.label}</p>
      <div className={clsx("grid gap-2", columns.length <= 3 ? "grid-cols-3" : "grid-cols-2", isTable && "@lg:contents")}>
        {columns.map((column) => (
          <Mark key={column.id} {...{ name, isOne, isTable, disabled }} label={column.label} isMarked={marks.includes(column.id)} onMark={() => onMark(column.id)} />
        ))}
      </div>
    </div>
  );
}

interface MarkProps {
  name: string;
  label: string;
  isOne: boolean;
  isTable: boolean;
  isMarked: boolean;
  disabled: boolean;
  onMark: () => void;
}

function Mark({ name, label, isOne, isTable, isMarked, disabled, onMark }: MarkProps) {
  return (
    <label
      className={clsx(
        "flex min-h-12 items-center justify-center gap-1.5 rounded-xl px-2 py-1.5 text-center text-[0.9375rem] leading-tight font-semibold transition duration-150 select-none",
        "has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand",
        isMarked ? "bg-brand text-on-brand" : "bg-sunken/70 text-muted ring-1 ring-line-strong/40 ring-inset",
        disabled ? "cursor-not-allowed opacity-60" : "cursor-pointer active:scale-95",
      )}
    >
      <input type={isOne ? "radio" : "checkbox"} name={name} className="sr-only" checked={isMarked} disabled={disabled} onChange={onMark} />
      {isMarked && <Check aria-hidden="true" className="size-4 shrink-0" strokeWidth={3.5} />}
      <span dir="auto" className={clsx("text-pretty wrap-anywhere", isTable && "@lg:sr-only")}>{label}</span>
    </label>
  );
}
