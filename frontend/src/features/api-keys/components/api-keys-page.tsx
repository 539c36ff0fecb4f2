/** The organization's API keys: what each may, when it was used, and its end. */
import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { RowsLoading } from "@/components/ui/rows-loading";
import { Card, EmptyState } from "@/components/ui/surface";
import { UnconfirmedNotice } from "@/components/unconfirmed/unconfirmed-notice";
import { ApiKeyRow } from "@/features/api-keys/components/api-key-row";
import { NewApiKeyDialog } from "@/features/api-keys/components/new-api-key-dialog";
import { useTexts } from "@/features/api-keys/use-texts";
import { apiKeysQuery } from "@/lib/api/api-keys";

export function ApiKeysPage() {
  const texts = useTexts();
  const keys = useQuery(apiKeysQuery);
  const [isCreating, setIsCreating] = useState(false);
  const create = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus className="size-5" /> {texts.create}
    </Button>
  );
  return (
    <section aria-labelledby="api-keys-title">
      <div className="mb-5 flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-2xl">
          <h1 id="api-keys-title" className="text-title">
            {texts.title}
          </h1>
          <p className="mt-1 text-pretty text-muted">
            {texts.intro}{" "}
            <Link to="/api/docs" className="font-semibold text-brand underline underline-offset-4">
              {texts.docs}
            </Link>
          </p>
        </div>
        {keys.data && keys.data.length > 0 && create}
      </div>
      <UnconfirmedNotice>{texts.unconfirmed}</UnconfirmedNotice>
      {keys.isPending && <RowsLoading rows={3} />}
      <FailedQuery query={keys} className="mb-4" />
      {keys.data?.length === 0 && (
        <Card>
          <EmptyState icon={<KeyRound />} title={texts.empty} action={create}>
            {texts.emptyHint}
          </EmptyState>
        </Card>
      )}
      {keys.data && keys.data.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {keys.data.map((key) => (
              <ApiKeyRow key={key.id} apiKey={key} />
            ))}
          </ul>
        </Card>
      )}
      {isCreating && <NewApiKeyDialog onClose={() => setIsCreating(false)} />}
    </section>
  );
}
