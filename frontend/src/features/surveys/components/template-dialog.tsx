/** What is inside a template: its questions, page by page. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FailedQuery } from "@/components/ui/failed-query";
import { Badge, Skeleton } from "@/components/ui/surface";
import { templateQuery } from "@/features/surveys/api/library";
import { pagesOf } from "@/features/surveys/api/pages";
import { useTexts } from "@/features/surveys/use-texts";
import { useMayEdit } from "@/lib/api/me";
import type { TemplateSummary } from "@/lib/api/schema";
import type { Question } from "@/lib/questions/question";
import { useTypeNames } from "@/questions/names/use-type-names";
import { QuestionIcon } from "@/questions/question-icon";

interface TemplateDialogProps {
  template: TemplateSummary;
  language: string;
  busy: boolean;
  onUse: () => void;
  onClose: () => void;
}

export function TemplateDialog({ template, language, busy, onUse, onClose }: TemplateDialogProps) {
  const { templates: texts } = useTexts().collection;
  const mayEdit = useMayEdit();
  const inside = useQuery(templateQuery(template.id, language));
  return (
    <Dialog open onOpenChange={onClose} title={template.title} description={template.about}>
      {inside.isPending && <Skeleton className="h-60" />}
      <FailedQuery query={inside} />
      {inside.data && (
        <div lang={inside.data.language} className="flex flex-col gap-5">
          {pagesOf({ questions: inside.data.questions ?? [], sections: inside.data.sections ?? [] }).map(({ section, questions }) => (
            <section key={section?.id ?? "all"}>
              {section?.title && <h3 className="mb-2 font-bold">{section.title}</h3>}
              <ol className="flex flex-col gap-2">
                {questions.map((question) => <Inside key={question.id} question={question} />)}
              </ol>
            </section>
          ))}
        </div>
      )}
      {mayEdit && <Button variant="primary" className="mt-6 w-full" busy={busy} onClick={onUse}>{texts.use}</Button>}
    </Dialog>
  );
}

function Inside({ question }: { question: Question }) {
  const { templates: texts } = useTexts().collection;
  const names = useTypeNames().types;
  return (
    <li className="flex items-start gap-3">
      <span className="grid size-9 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand"><QuestionIcon type={question.type} /></span>
      <span className="min-w-0">
        <span className="block font-semibold">{question.title}</span>
        <span className="flex flex-wrap items-center gap-2 text-sm text-faint">
          {names[question.type].name}
          {question.required && <Badge>{texts.required}</Badge>}
          {question.show_if && <Badge tone="brand">{texts.conditional}</Badge>}
        </span>
      </span>
    </li>
  );
}
