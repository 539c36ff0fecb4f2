/** Above the editor: what is saved, what is published, the steps back and forth, and the way on. */
import { clsx } from "clsx";
import { ArrowLeft, CircleCheck, Play, Redo2, Rocket, Save, Undo2 } from "lucide-react";
import { type RefObject, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button, IconButton } from "@/components/ui/button";
import { Badge, Notice } from "@/components/ui/surface";
import { draftProblems } from "@/features/surveys/api/draft-problems";
import type { Editor } from "@/features/surveys/api/use-editor";
import { ConflictNotice } from "@/features/surveys/components/conflict-notice";
import { EditorNav } from "@/features/surveys/components/editor-nav";
import { StartSession } from "@/features/surveys/components/start-session";
import { SurveyMenu } from "@/features/surveys/components/survey-menu";
import { TryItButton } from "@/features/surveys/components/try-it-button";
import { useTexts } from "@/features/surveys/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { Survey } from "@/lib/api/schema";

export function EditorBar({ survey, editor }: { survey: Survey; editor: Editor }) {
  const texts = useTexts().editor.bar;
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const saver = useRef<HTMLButtonElement>(null);
  const navigate = useNavigate();
  const { draft, published } = editor;
  return (
    // A conflict may be higher than a small window: what stays at its top scrolls in itself then, or nobody would reach its end.
    <div className={clsx("sticky top-16 z-20 -mx-4 bg-canvas/95 px-4 pt-3 backdrop-blur sm:-mx-6 sm:px-6", editor.note.kind === "conflict" && "max-h-[70dvh] overflow-y-auto overscroll-contain")}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <Link to="/app" className="inline-flex items-center gap-2 rounded-lg text-sm font-semibold text-muted hover:text-ink">
          <ArrowLeft className="size-4 rtl:rotate-180" /> {texts.back}
        </Link>
        <p className="order-first min-w-0 basis-full truncate text-title font-[650] tracking-tight"><bdi lang={draft.content.language}>{draft.content.title}</bdi></p>
        <span className="flex items-center gap-2" role="status">
          <SaveBadge editor={editor} />
          {published !== null && <Badge tone="good">{texts.version(published)}</Badge>}
        </span>
        <div className="ms-auto flex items-center gap-2">
          {editor.mayEdit && (
            <>
              <IconButton label={texts.undo} icon={<Undo2 className="size-4.5" />} unavailable={!editor.mayUndo} onClick={() => editor.dispatch({ type: "undone" })} />
              <IconButton label={texts.redo} icon={<Redo2 className="size-4.5" />} unavailable={!editor.mayRedo} onClick={() => editor.dispatch({ type: "redone" })} />
            </>
          )}
          <TryItButton survey={survey.id} editor={editor} />
          {editor.mayEdit && <Onward editor={editor} saver={saver} onStart={() => setStarting(true)} />}
        </div>
        <SurveyMenu survey={{ ...survey, title: draft.content.title }} prepare={async () => !draft.isDirty || editor.save()} onArchived={() => void navigate("/app")} onError={setFailure} />
      </div>
      {survey.archived_at !== null && <Notice tone="mark" className="mt-3">{texts.archived}</Notice>}
      {failure !== null && <Notice tone="bad" className="mt-3">{errorMessage(failure)}</Notice>}
      <BarNotice editor={editor} saver={saver} />
      <EditorNav />
      <StartSession survey={{ id: survey.id, title: draft.content.title, published_version: published }} open={starting} onOpenChange={setStarting} />
    </div>
  );
}

function Onward({ editor, saver, onStart }: { editor: Editor; saver: RefObject<HTMLButtonElement | null>; onStart: () => void }) {
  const texts = useTexts().editor.bar;
  const { draft, published } = editor;
  return (
    <>
      <Button ref={saver} size="sm" unavailable={!draft.isDirty} busy={editor.isSaving} onClick={() => void editor.save()}>
        <Save className="size-4" /> <span className="max-sm:sr-only">{texts.save}</span>
      </Button>
      <Button size="sm" variant={published === null || draft.isDirty ? "primary" : "secondary"} busy={editor.isPublishing} onClick={() => void editor.publish()}>
        <Rocket className="size-4" /> {texts.publish}
      </Button>
      {published !== null && (
        <Button size="sm" variant={draft.isDirty ? "secondary" : "primary"} onClick={onStart}>
          <Play className="size-4" /> <span className="max-sm:sr-only">{texts.start}</span>
        </Button>
      )}
    </>
  );
}

function SaveBadge({ editor: { draft, isSaving } }: { editor: Editor }) {
  const texts = useTexts().editor.bar;
  if (isSaving) return <Badge>{texts.saving}</Badge>;
  if (!draft.isDirty) return <Badge>{texts.saved}</Badge>;
  const lacking = draftProblems(draft.content).length;
  return <Badge tone="mark">{lacking === 0 ? texts.unsaved : texts.lacking(lacking)}</Badge>;
}

function BarNotice({ editor, saver }: { editor: Editor; saver: RefObject<HTMLButtonElement | null> }) {
  const texts = useTexts().editor.bar;
  const { note } = editor;
  switch (note.kind) {
    case "none":
      return null;
    case "failed":
      return <Notice tone="bad" className="mt-3">{errorMessage(note.error)}</Notice>;
    case "incomplete":
      return <Notice tone="mark" className="mt-3">{texts.incomplete(note.problems.length)}</Notice>;
    case "conflict":
      return <ConflictNotice editor={editor} conflict={note} onward={saver} />;
    case "published":
      return (
        <p role="status" className="mt-2 flex items-center gap-2 text-sm font-semibold text-good">
          <CircleCheck className="size-4" /> {texts.published(note.version)}
        </p>
      );
  }
}
