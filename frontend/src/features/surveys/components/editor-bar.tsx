/** Above the editor: what is saved, what is published, and the way on. */
import { ArrowLeft, CircleCheck, Play, Rocket, Save } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { Badge, Notice } from "@/components/ui/surface";
import type { Editor } from "@/features/surveys/api/use-editor";
import { StartSession } from "@/features/surveys/components/start-session";
import { errorMessage } from "@/lib/api/error-message";
import { useMayEdit } from "@/lib/api/me";
import type { Survey } from "@/lib/api/schema";

export function EditorBar({ survey, editor }: { survey: Survey; editor: Editor }) {
  const [starting, setStarting] = useState(false);
  const mayEdit = useMayEdit();
  const { draft, published } = editor;
  return (
    <div className="sticky top-16 z-20 -mx-4 bg-canvas/95 px-4 py-3 backdrop-blur sm:-mx-6 sm:px-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <Link to="/app" className="inline-flex items-center gap-2 rounded-lg text-sm font-semibold text-muted hover:text-ink">
          <ArrowLeft className="size-4" /> Surveys
        </Link>
        <span className="flex items-center gap-2" role="status">
          <Badge tone={draft.isDirty ? "mark" : "neutral"}>{editor.isSaving ? "Saving…" : draft.isDirty ? "Not saved" : "Saved"}</Badge>
          {published !== null && <Badge tone="good">Version {published} published</Badge>}
        </span>
        {mayEdit && (
          <div className="ml-auto flex gap-2">
            <Button size="sm" disabled={!draft.isDirty} busy={editor.isSaving} onClick={() => void editor.save()}>
              <Save className="size-4" /> Save
            </Button>
            <Button size="sm" variant={published === null || draft.isDirty ? "primary" : "secondary"} busy={editor.isPublishing} onClick={() => void editor.publish()}>
              <Rocket className="size-4" /> Publish
            </Button>
            {published !== null && (
              <Button size="sm" variant={draft.isDirty ? "secondary" : "primary"} onClick={() => setStarting(true)}>
                <Play className="size-4" /> Start<span className="hidden sm:inline"> a session</span>
              </Button>
            )}
          </div>
        )}
      </div>
      <BarNotice editor={editor} />
      <StartSession survey={{ id: survey.id, title: draft.content.title, published_version: published }} open={starting} onOpenChange={setStarting} />
    </div>
  );
}

function BarNotice({ editor: { note, takeTheirs, keepMine } }: { editor: Editor }) {
  if (note.kind === "failed")
    return (
      <Notice tone="bad" className="mt-3">
        {errorMessage(note.error)}
      </Notice>
    );
  if (note.kind === "incomplete")
    return (
      <Notice tone="mark" className="mt-3">
        {note.problems.length === 1 ? "One thing is missing before this can be saved." : `${note.problems.length} things are missing before this can be saved.`}
      </Notice>
    );
  if (note.kind === "conflict")
    return (
      <Notice tone="mark" className="mt-3" title="Somebody else saved this survey while you were editing">
        <p>Their draft is number {note.current}. Nothing is overwritten until you choose.</p>
        <span className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" onClick={() => void takeTheirs()}>
            Load theirs, drop mine
          </Button>
          <Button size="sm" variant="danger" onClick={() => void keepMine()}>
            Save mine over theirs
          </Button>
        </span>
      </Notice>
    );
  if (note.kind === "published")
    return (
      <p role="status" className="mt-2 flex items-center gap-2 text-sm font-semibold text-good">
        <CircleCheck className="size-4" /> Version {note.version} is published. It never changes; sessions can run it.
      </p>
    );
  return null;
}
