/** One frame: what it is for, its fields and examples, folded until they are asked for. */
import { ChevronRight } from "lucide-react";
import type { FieldRow, Message } from "@/features/api-docs/asyncapi";

export function MessageCard({ message, rows }: { message: Message; rows: readonly FieldRow[] }) {
  return (
    <details className="group rounded-control bg-surface ring-1 ring-line">
      <summary className="flex cursor-pointer list-none items-baseline gap-3 rounded-control px-4 py-3 hover:bg-sunken">
        <ChevronRight aria-hidden="true" className="size-4 shrink-0 self-center text-faint transition-transform group-open:rotate-90 rtl:rotate-180" />
        <code className="font-mono font-semibold text-brand">{message.name}</code>
        <span className="text-[0.9375rem] text-muted">{message.summary?.replaceAll("``", "") ?? message.title}</span>
      </summary>
      <div className="grid gap-6 border-t border-line p-4 lg:grid-cols-2">
        <FieldsTable rows={rows} />
        <div className="grid min-w-0 content-start gap-4">
          {message.examples.map(({ summary, payload }) => (
            <figure key={summary} className="min-w-0">
              <figcaption className="eyebrow mb-1.5">{summary}</figcaption>
              <pre tabIndex={0} aria-label={`Example: ${summary}`} className="overflow-x-auto rounded-control bg-sunken p-3 font-mono text-sm">{JSON.stringify(payload, null, 2)}</pre>
            </figure>
          ))}
        </div>
      </div>
    </details>
  );
}

function FieldsTable({ rows }: { rows: readonly FieldRow[] }) {
  return (
    <table className="w-full self-start text-start text-sm">
      <thead className="eyebrow">
        <tr>
          <th scope="col" className="pb-2">Field</th>
          <th scope="col" className="pb-2">Type</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, type, required, description }) => (
          <tr key={name} className="border-t border-line align-top">
            <th scope="row" className="py-2 pe-4 font-normal">
              <code className="font-mono font-semibold">{name}</code>
              {!required && <span className="block text-faint">optional</span>}
            </th>
            <td className="py-2">
              <code className="font-mono break-words text-muted">{type}</code>
              {description && <span className="block text-faint">{description}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
