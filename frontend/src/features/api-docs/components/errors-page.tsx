/** Every error code, as the OpenAPI document lists them; the `type` of an error leads to its row. */
import { useQuery } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useEffect } from "react";
import { useLocation } from "react-router";
import { Badge, Card, EmptyState, PageLoading } from "@/components/ui/surface";
import { DocsFrame } from "@/features/api-docs/components/docs-frame";

const SOURCE = "/api/v1/openapi.json";

interface PublishedError {
  readonly code: string;
  /** Null for what is wrong with one field, in a failure that has a status of its own. */
  readonly status: number | null;
  readonly temporary: boolean;
  readonly meaning: string;
}

async function readErrors(): Promise<readonly PublishedError[]> {
  const response = await fetch(SOURCE);
  if (!response.ok) throw new Error(`${SOURCE}: ${response.status}`);
  return ((await response.json()) as { "x-errors": PublishedError[] })["x-errors"];
}

export function ErrorsPage() {
  const { data: errors, isError } = useQuery({ queryKey: ["errors"], queryFn: readErrors, staleTime: Infinity });
  return (
    <DocsFrame source={SOURCE}>
      {errors ? <Listed errors={errors} /> : isError ? <EmptyState icon={<CloudOff />} title="The document cannot be reached" /> : <PageLoading />}
    </DocsFrame>
  );
}

function Listed({ errors }: { errors: readonly PublishedError[] }) {
  const sought = useLocation().hash.slice(1);
  useEffect(() => {
    document.getElementById(sought)?.scrollIntoView({ block: "center" });
  }, [sought]);
  return (
    <div className="grid grid-cols-1 gap-10">
      <div>
        <h1 className="text-headline">Errors</h1>
        <p className="mt-3 max-w-3xl text-pretty text-muted">
          Every failure has the envelope of a success; the code of its first error names it and never changes. The type of each error leads here. What is temporary
          can succeed when it is sent again.
        </p>
      </div>
      <Errors title="Failures" errors={errors.filter(({ status }) => status !== null)} sought={sought} />
      <Errors title="What can be wrong with a field" errors={errors.filter(({ status }) => status === null)} sought={sought} />
    </div>
  );
}

function Errors({ title, errors, sought }: { title: string; errors: readonly PublishedError[]; sought: string }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-4 text-title">{title}</h2>
      <Card className="overflow-x-auto p-4">
        <table className="w-full text-start text-[0.9375rem]">
          <thead className="eyebrow">
            <tr>
              {["Code", "Status", "Meaning"].map((name) => (
                <th key={name} scope="col" className="pe-4 pb-2 text-start">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {errors.map((error) => (
              <tr key={error.code} id={error.code} aria-current={error.code === sought ? "location" : undefined} className={`border-t border-line ${error.code === sought ? "bg-brand-soft" : ""}`}>
                <th scope="row" className="py-2 pe-4 text-start font-normal">
                  <a href={`#${error.code}`} className="font-mono text-sm text-brand underline-offset-4 hover:underline">{error.code}</a>
                </th>
                <td className="figures py-2 pe-4">
                  {error.status ?? "422"} {error.temporary && <Badge tone="good">temporary</Badge>}
                </td>
                <td className="py-2 text-muted">{error.meaning}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </section>
  );
}
