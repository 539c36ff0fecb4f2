/** One survey of the list. */
import { Pencil, Play } from "lucide-react";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Badge, Card } from "@/components/ui/surface";
import { SurveyMenu } from "@/features/surveys/components/survey-menu";
import { useTexts } from "@/features/surveys/use-texts";
import { useMayEdit } from "@/lib/api/me";
import type { SurveySummary } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";
import { useNow } from "@/lib/use-now";

interface SurveyRowProps {
  survey: SurveySummary;
  /** Null where no session can be started. */
  onStart: (() => void) | null;
  onError: (error: unknown) => void;
}

export function SurveyRow({ survey, onStart, onError }: SurveyRowProps) {
  const { list: texts } = useTexts().collection;
  const { distance } = useMoments();
  const now = useNow(30_000);
  const mayEdit = useMayEdit();
  return (
    <li>
      <Card className="group relative flex h-full flex-col p-5 transition hover:ring-line-strong">
        <div className="flex items-start justify-between gap-3">
          <h2 className="min-w-0 text-lg leading-snug">
            <Link to={`/app/surveys/${survey.id}`} className="rounded after:absolute after:inset-0 after:rounded-card">
              <bdi>{survey.title}</bdi>
            </Link>
          </h2>
          {survey.published_version === null ? <Badge>{texts.draft}</Badge> : <Badge tone="good">{texts.version(survey.published_version)}</Badge>}
        </div>
        {survey.description && <p dir="auto" className="mt-1.5 line-clamp-2 text-start text-muted">{survey.description}</p>}
        <div className="mt-auto flex items-center justify-between gap-3 pt-5">
          <p className="text-sm text-faint">
            {texts.questions(survey.question_count)} · {texts.edited(distance(survey.updated_at, now))}
          </p>
          <span className="relative flex items-center gap-1">
            <SurveyMenu survey={survey} onError={onError} />
            {onStart ? (
              <Button size="sm" onClick={onStart} aria-label={texts.startOf(survey.title)}>
                <Play className="size-4 fill-brand text-brand" /> {texts.start}
              </Button>
            ) : (
              mayEdit && (
                <ButtonLink size="sm" to={`/app/surveys/${survey.id}`} aria-label={texts.editOf(survey.title)}>
                  <Pencil className="size-4" /> {texts.edit}
                </ButtonLink>
              )
            )}
          </span>
        </div>
      </Card>
    </li>
  );
}
