/** The ways to begin a survey: empty, from a template, from a file. */
import { FileUp, LayoutTemplate, Plus } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/surface";
import { useCreateSurvey } from "@/features/surveys/api/surveys";
import { ImportDialog } from "@/features/surveys/components/import-dialog";
import { useTexts } from "@/features/surveys/use-texts";
import { errorMessage } from "@/lib/api/error-message";

export function NewSurvey() {
  const texts = useTexts().collection;
  const create = useCreateSurvey();
  const navigate = useNavigate();
  const [isImporting, setImporting] = useState(false);
  return (
    <span className="grid grid-cols-2 gap-2 max-sm:w-full sm:flex sm:flex-wrap sm:items-center sm:justify-center">
      <Button onClick={() => setImporting(true)}>
        <FileUp className="size-5" /> {texts.import.open}
      </Button>
      <ButtonLink to="/app/templates">
        <LayoutTemplate className="size-5" /> {texts.list.fromTemplate}
      </ButtonLink>
      <Button variant="primary" className="max-sm:order-first max-sm:col-span-2" busy={create.isPending} onClick={() => create.mutate(texts.list.untitled, { onSuccess: ({ id }) => void navigate(`/app/surveys/${id}`) })}>
        <Plus className="size-5" /> {texts.list.create}
      </Button>
      {create.error && <Notice tone="bad" className="max-sm:col-span-2 sm:basis-full">{errorMessage(create.error)}</Notice>}
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
    </span>
  );
}
