/** The colour and the logo of a survey, as phones will draw them. */
import { LookFields } from "@/components/look/look-fields";
import { SubjectCard } from "@/components/ui/subject-card";
import type { Editor } from "@/features/surveys/api/use-editor";
import { PointedField } from "@/features/surveys/components/pointed-field";
import { useTexts } from "@/features/surveys/use-texts";

export function ThemeCard({ editor }: { editor: Editor }) {
  const { draft, dispatch, problemAt } = editor;
  const texts = useTexts().more.look;
  const { colour = null, logo = null } = draft.content.theme ?? {};
  return (
    <SubjectCard title={texts.title} intro={texts.intro}>
      <LookFields look={{ colour, logo }} title={draft.content.title} colourProblem={problemAt("theme.colour")} onChange={(theme) => dispatch({ type: "described", changed: { theme } })} />
      <PointedField editor={editor} owner={null} part={/^theme/} />
    </SubjectCard>
  );
}
