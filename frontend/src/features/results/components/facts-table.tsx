/** A table of numbers whose first column names the rows. */
interface FactsTableProps {
  caption: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
}

export function FactsTable({ caption, heads, rows }: FactsTableProps) {
  return (
    <div className="mt-2 max-h-96 overflow-auto rounded-xl ring-1 ring-line" tabIndex={0} role="region" aria-label={caption}>
      <table className="figures w-full text-[0.9375rem]">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-sunken text-sm text-muted">
          <tr>
            {heads.map((head, i) => (
              <th key={head} scope="col" className={i === 0 ? "px-4 py-2.5 text-start" : "px-4 py-2.5 text-end"}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(([name, ...values], row) => (
            <tr key={row}>
              <th scope="row" className="px-4 py-2 text-start font-medium">
                <bdi>{name}</bdi>
              </th>
              {values.map((value, i) => (
                <td key={i} className="px-4 py-2 text-end">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
