/** A survey out of a file, dropped or picked; what is wrong with it is said path by path. */
import { FileUp } from "lucide-react";
import { clsx } from "clsx";
import { type DragEvent, useId, useState } from "react";
import { useNavigate } from "react-router";
import { Spinner } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/surface";
import { useImportSurvey } from "@/features/surveys/api/library";
import { readSurveyFile } from "@/features/surveys/api/survey-file";
import { useTexts } from "@/features/surveys/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { newId } from "@/lib/new-id";

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const texts = useTexts().collection.import;
  const id = useId();
  const navigate = useNavigate();
  const { mutate, reset, isPending, error } = useImportSurvey();
  const [unread, setUnread] = useState<"no-json" | "too-large" | null>(null);
  const [isOver, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    reset();
    const read = await readSurveyFile(file);
    setUnread("problem" in read ? read.problem : null);
    if ("content" in read) mutate({ file: read.content, key: newId() }, { onSuccess: (survey) => void navigate(`/app/surveys/${survey.id}`) });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <Dialog open onOpenChange={onClose} title={texts.title} description={texts.intro}>
      <div className="flex flex-col gap-4">
        <label
          htmlFor={id}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={clsx("flex cursor-pointer flex-col items-center gap-3 rounded-card border-2 border-dashed px-6 py-10 text-center font-semibold transition-colors has-focus-visible:ring-2 has-focus-visible:ring-brand", isOver ? "border-brand bg-brand-soft" : "border-line-strong/60 hover:bg-sunken")}
        >
          {isPending ? <span role="status" className="flex items-center gap-3"><Spinner /> {texts.reading}</span> : <><FileUp aria-hidden="true" className="size-8 text-brand" /> {texts.drop}</>}
          <input id={id} type="file" accept="application/json,.json" aria-label={texts.drop} disabled={isPending} className="sr-only" onChange={({ target }) => {
            void take(target.files?.[0]);
            target.value = "";
          }} />
        </label>
        {unread && <Notice tone="bad">{unread === "no-json" ? texts.noJson : texts.tooLarge}</Notice>}
        {error && <Refused error={error} />}
      </div>
    </Dialog>
  );
}

function Refused({ error }: { error: Error }) {
  const texts = useTexts().collection.import;
  if (!(error instanceof ApiError) || error.fields.length === 0) return <Notice tone="bad">{errorMessage(error)}</Notice>;
  return (
    <Notice tone="bad" title={texts.problems(error.fields.length)}>
      <ul className="mt-2 flex max-h-60 flex-col gap-2 overflow-y-auto">
        {error.fields.map(({ field, message }, i) => (
          <li key={i}>
            <code className="font-mono text-sm break-all">{field || texts.wholeFile}</code>
            <span className="block">{message}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
