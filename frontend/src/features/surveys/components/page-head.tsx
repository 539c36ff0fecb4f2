/** The head of a page in the editor: its title, its condition, and moving it with all its questions. */
import { ArrowDown, ArrowUp, FileStack, Settings2, Trash2 } from "lucide-react";
import { clsx } from "clsx";
import { useState } from "react";
import { DragHandle } from "@/components/reorder/drag-handle";
import { useIsLifted } from "@/components/reorder/reordering";
import { IconButton } from "@/components/ui/button";
import { TextAreaField, TextField } from "@/components/ui/field";
import { Badge } from "@/components/ui/surface";
import type { Step } from "@/features/surveys/api/logic";
import type { Editor } from "@/features/surveys/api/use-editor";
import { ConditionEditor } from "@/features/surveys/components/condition-editor";
import { Edits } from "@/features/surveys/components/edits";
import { PointedField } from "@/features/surveys/components/pointed-field";
import { ProblemLines } from "@/features/surveys/components/problem-lines";
import { useTexts } from "@/features/surveys/use-texts";
import type { Section } from "@/lib/api/schema";

interface PageHeadProps {
  editor: Editor;
  section: Section;
  position: number;
  count: number;
  steps: readonly Step[];
  /** What keeps it from being published. */
  problems: readonly string[];
}

export function PageHead({ editor, section, position, count, steps, problems }: PageHeadProps) {
  const { pages: texts, questions: named } = useTexts().editor;
  const { dispatch, problemAt, pointed } = editor;
  const [isOpen, setOpen] = useState(false);
  const isPointed = pointed !== null && !pointed.isReached && pointed.owner === section.id;
  if (isPointed && !isOpen) setOpen(true);
  const change = (changed: Partial<Section>) => dispatch({ type: "page-changed", page: { ...section, ...changed } });
  const number = position + 1;
  const isLifted = useIsLifted("page", section.id);
  return (
    <div className={clsx("rounded-card bg-surface ring-1 ring-line", isLifted && "opacity-60")}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 py-1.5 pe-2">
        <Edits editor={editor}>
          <DragHandle kind="page" id={section.id} name={texts.name(number)} from={{ list: "", at: position }} className="h-11 w-8 -me-2 rounded-s-card" />
        </Edits>
        <FileStack aria-hidden="true" className="size-5 shrink-0 text-brand" />
        <h2 className="min-w-0 flex-1 truncate text-base font-bold">
          {texts.name(number)}
          {section.title && <span className="font-semibold text-muted">: <bdi>{section.title}</bdi></span>}
        </h2>
        {section.show_if && <Badge tone="brand">{named.conditional}</Badge>}
        <div className="flex">
          <IconButton label={texts.edit(number)} aria-expanded={isOpen} icon={<Settings2 className="size-4" />} onClick={() => setOpen(!isOpen)} />
          <Edits editor={editor}>
            <IconButton label={texts.moveUp(number)} disabled={position === 0} icon={<ArrowUp className="size-4" />} onClick={() => dispatch({ type: "page-moved", id: section.id, by: -1 })} />
            <IconButton label={texts.moveDown(number)} disabled={position === count - 1} icon={<ArrowDown className="size-4" />} onClick={() => dispatch({ type: "page-moved", id: section.id, by: 1 })} />
            <IconButton label={texts.remove(number)} icon={<Trash2 className="size-4" />} onClick={() => dispatch({ type: "page-removed", id: section.id })} />
          </Edits>
        </div>
      </div>
      {isOpen && (
        <Edits editor={editor}>
          <div className="flex flex-col gap-4 border-t border-line p-4">
            <TextField label={texts.title} maxLength={200} dir="auto" value={section.title} error={problemAt(`sections.${position}.title`)} onChange={({ target }) => change({ title: target.value })} />
            <TextAreaField label={texts.description} rows={1} maxLength={4000} dir="auto" value={section.description} error={problemAt(`sections.${position}.description`)} onChange={({ target }) => change({ description: target.value })} />
            <ConditionEditor condition={section.show_if} gated={section.questions} steps={steps} onChange={(show_if) => change({ show_if })} />
            <PointedField editor={editor} owner={section.id} />
          </div>
        </Edits>
      )}
      <ProblemLines problems={problems} />
      {section.questions.length === 0 && <p className="border-t border-line px-4 py-3 text-sm text-faint">{texts.empty}</p>}
    </div>
  );
}
