/** The editor of one survey: its draft in several views. */
import { useQuery } from "@tanstack/react-query";
import { FileQuestion } from "lucide-react";
import { useParams, useSearchParams } from "react-router";
import { Button } from "@/components/ui/button";
import { EmptyState, PageLoading } from "@/components/ui/surface";
import { surveyQuery } from "@/features/surveys/api/surveys";
import { type Editor, useEditor } from "@/features/surveys/api/use-editor";
import { usePublishProblems } from "@/features/surveys/api/use-publish-problems";
import { useUndoKeys } from "@/features/surveys/api/use-undo-keys";
import { EditorBar } from "@/features/surveys/components/editor-bar";
import { Edits } from "@/features/surveys/components/edits";
import { LanguagesView } from "@/features/surveys/components/languages-view";
import { LeaveDialog } from "@/features/surveys/components/leave-dialog";
import { LogicView } from "@/features/surveys/components/logic-view";
import { QuestionsView } from "@/features/surveys/components/questions-view";
import { RetentionCard } from "@/features/surveys/components/retention-card";
import { RunningCard } from "@/features/surveys/components/running-card";
import { ThemeCard } from "@/features/surveys/components/theme-card";
import { VersionsView } from "@/features/surveys/components/versions-view";
import { viewIn } from "@/features/surveys/editor-views";
import { useTexts } from "@/features/surveys/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import type { Survey } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function EditorPage() {
  const texts = useTexts().editor;
  const { tryAgain } = usePhrases();
  const { surveyId = "" } = useParams();
  const survey = useQuery(surveyQuery(surveyId));
  if (survey.isPending) return <PageLoading label={texts.loading} />;
  if (survey.isLoadingError)
    return (
      <EmptyState icon={<FileQuestion />} title={texts.unavailable} action={<Button onClick={() => void survey.refetch()}>{tryAgain}</Button>}>
        {errorMessage(survey.error)}
      </EmptyState>
    );
  return <SurveyEditor key={surveyId} survey={survey.data} />;
}

function SurveyEditor({ survey }: { survey: Survey }) {
  const editor = useEditor(survey);
  useUndoKeys(editor.dispatch, editor.mayEdit);
  return (
    <>
      <EditorBar survey={survey} editor={editor} />
      <div className="mt-6 min-w-0">
        <View survey={survey} editor={editor} />
      </div>
      <LeaveDialog leaving={editor.leaving} />
    </>
  );
}

function View({ survey, editor }: { survey: Survey; editor: Editor }) {
  const [address] = useSearchParams();
  const problems = usePublishProblems(survey.id, editor.draft);
  switch (viewIn(address)) {
    case "questions":
      return <QuestionsView editor={editor} problems={problems} />;
    case "logic":
      return <LogicView editor={editor} problems={problems} />;
    case "languages":
      return <LanguagesView survey={survey.id} editor={editor} />;
    case "settings":
      return (
        <div className="flex max-w-3xl flex-col gap-6">
          <Edits editor={editor}>
            <ThemeCard editor={editor} />
            <RunningCard editor={editor} />
            <RetentionCard survey={survey.id} />
          </Edits>
        </div>
      );
    case "versions":
      return <VersionsView survey={survey.id} draft={editor.draft} published={editor.published} />;
  }
}
