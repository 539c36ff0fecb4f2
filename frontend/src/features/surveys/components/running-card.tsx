/** What the sessions of a survey begin with. */
import { SessionSettingsForm } from "@/components/session-settings/session-settings-form";
import { fullSettings } from "@/components/session-settings/settings-change";
import { SubjectCard } from "@/components/ui/subject-card";
import type { Editor } from "@/features/surveys/api/use-editor";
import { PointedField } from "@/features/surveys/components/pointed-field";
import { useTexts } from "@/features/surveys/use-texts";

export function RunningCard({ editor }: { editor: Editor }) {
  const { draft, dispatch, problemAt } = editor;
  const texts = useTexts().more.running;
  const { settings, questions } = draft.content;
  return (
    <SubjectCard title={texts.title} intro={texts.intro}>
      <SessionSettingsForm settings={fullSettings(settings)} questions={questions} mode={null} problemAt={(path) => problemAt(`settings.${path}`)} onChange={(changed) => dispatch({ type: "described", changed: { settings: changed } })} />
      <PointedField editor={editor} owner={null} part={/^settings/} />
    </SubjectCard>
  );
}
