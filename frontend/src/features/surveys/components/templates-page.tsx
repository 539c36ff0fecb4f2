/** The library of templates: to search, to look into, and to begin a survey from. */
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Clock, Eye, Radio, SearchX, SquarePen } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { SearchField, SelectField } from "@/components/ui/field";
import { Badge, Card, EmptyState, Notice, Skeleton } from "@/components/ui/surface";
import { templatesQuery, useCreateFromTemplate } from "@/features/surveys/api/library";
import { templatesLike } from "@/features/surveys/api/template-search";
import { TemplateDialog } from "@/features/surveys/components/template-dialog";
import { useTexts } from "@/features/surveys/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMayEdit } from "@/lib/api/me";
import type { TemplateSummary } from "@/lib/api/schema";
import { LANGUAGES, useLanguage } from "@/lib/i18n/language";

export function TemplatesPage() {
  const { templates: texts } = useTexts().collection;
  const shown = useLanguage();
  const [chosen, setChosen] = useState<string | null>(null);
  const language = chosen ?? shown;
  const [wanted, setWanted] = useState("");
  const [inside, setInside] = useState<TemplateSummary | null>(null);
  const templates = useQuery(templatesQuery(language));
  const { use, isBusy, error } = useTemplate(language);
  const found = templatesLike(templates.data ?? [], wanted, texts.categories);
  return (
    <section aria-labelledby="templates-title">
      <Link to="/app" className="inline-flex items-center gap-2 rounded-lg text-sm font-semibold text-muted hover:text-ink">
        <ArrowLeft className="size-4 rtl:rotate-180" /> {texts.back}
      </Link>
      <h1 id="templates-title" className="mt-2 text-headline">{texts.title}</h1>
      <p className="mt-1 text-muted">{texts.intro}</p>
      <div role="search" className="my-5 flex flex-col gap-3 sm:flex-row">
        <SearchField label={texts.search} frame="flex-1" value={wanted} onChange={({ target }) => setWanted(target.value)} />
        <SelectField label={texts.language} hideLabel frame="sm:w-44" value={language} onChange={({ target }) => setChosen(target.value)}>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag}>{name}</option>
          ))}
        </SelectField>
      </div>
      {templates.isPending && <CardsLoading label={texts.loading} />}
      <FailedQuery query={templates} />
      {error && <Notice tone="bad" className="mb-4">{errorMessage(error)}</Notice>}
      {templates.isSuccess && found.length === 0 && <Card><EmptyState icon={<SearchX />} title={texts.nothingFound}>{texts.nothingFoundHint}</EmptyState></Card>}
      <ul className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
        {found.map((template) => (
          <TemplateCard key={template.id} template={template} busy={isBusy(template.id)} onLook={() => setInside(template)} onUse={() => use(template.id)} />
        ))}
      </ul>
      {inside && <TemplateDialog template={inside} language={language} busy={isBusy(inside.id)} onUse={() => use(inside.id)} onClose={() => setInside(null)} />}
    </section>
  );
}

function useTemplate(language: string) {
  const create = useCreateFromTemplate();
  const navigate = useNavigate();
  return {
    error: create.error,
    isBusy: (template: string) => create.isPending && create.variables.template === template,
    use: (template: string) => create.mutate({ template, language }, { onSuccess: (survey) => void navigate(`/app/surveys/${survey.id}`) }),
  };
}

interface TemplateCardProps {
  template: TemplateSummary;
  busy: boolean;
  onLook: () => void;
  onUse: () => void;
}

function TemplateCard({ template: { title, about, category, mode, question_count, minutes }, busy, onLook, onUse }: TemplateCardProps) {
  const { templates: texts } = useTexts().collection;
  const mayEdit = useMayEdit();
  return (
    <li>
      <Card className="flex h-full flex-col gap-3 p-5">
        <div className="flex items-center gap-2">
          <Badge tone="brand">{texts.categories[category]}</Badge>
          <Badge>{mode === "live" ? <Radio aria-hidden="true" className="size-3.5" /> : <SquarePen aria-hidden="true" className="size-3.5" />}{texts.modes[mode]}</Badge>
        </div>
        <h2 className="text-lg leading-snug">{title}</h2>
        <p className="text-pretty text-muted">{about}</p>
        <p className="mt-auto flex items-center gap-1.5 pt-2 text-sm text-faint"><Clock aria-hidden="true" className="size-4" /> {texts.facts(question_count, minutes)}</p>
        <span className="flex flex-wrap gap-2">
          <Button size="sm" aria-label={texts.previewOf(title)} onClick={onLook}><Eye className="size-4" /> {texts.preview}</Button>
          {mayEdit && <Button size="sm" variant="primary" aria-label={texts.useOf(title)} busy={busy} onClick={onUse}>{texts.use}</Button>}
        </span>
      </Card>
    </li>
  );
}

function CardsLoading({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
      {[0, 1, 2].map((i) => (
        <Card key={i} className="flex flex-col gap-4 p-5">
          <Skeleton className="h-6 w-1/3" />
          <Skeleton className="h-6 w-2/3" />
          <Skeleton className="h-16 w-full" />
        </Card>
      ))}
    </div>
  );
}
