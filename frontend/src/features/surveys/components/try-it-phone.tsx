/** A phone with the draft on it: its pages, and what comes after them. */
import { CircleOff, FlaskConical, ListPlus } from "lucide-react";
import { type RefObject, Suspense } from "react";
import { useAnswerTexts } from "@/components/answers/use-texts";
import { HeaderBar } from "@/components/phone/header-bar";
import { LanguageMenu } from "@/components/phone/language-menu";
import { usePhoneTexts } from "@/components/phone/use-texts";
import { fullSettings } from "@/components/session-settings/settings-change";
import { SettledButton } from "@/components/ui/settled-button";
import { EmptyState, PageLoading } from "@/components/ui/surface";
import type { Trial } from "@/features/surveys/api/use-trial";
import { useTexts } from "@/features/surveys/use-texts";
import type { SurveyEdit } from "@/lib/api/schema";
import { SpokenHere } from "@/lib/i18n/language";
import { useBrand } from "@/lib/use-brand";
import { FormDone } from "@/questions/form/form-done";
import { FormPages } from "@/questions/form/form-pages";

interface TryItPhoneProps {
  content: SurveyEdit;
  trial: Trial;
  screen: RefObject<HTMLDivElement | null>;
}

export function TryItPhone({ content, trial, screen }: TryItPhoneProps) {
  const texts = useTexts().trying;
  const { theme } = content;
  const look = useBrand(theme?.colour);
  const { language, languages, handed, spoken } = trial;
  return (
    <section aria-label={texts.phone} className="trying-stage bg-sunken">
      <div className="trying-phone">
        <div ref={screen} lang={spoken} dir={language.direction} style={look} className="trying-screen bg-canvas">
          <div className="flex min-h-full flex-col">
            <SpokenHere value={spoken}>
              <header className="sticky top-0 z-20 bg-canvas">
                <HeaderBar logo={theme?.logo} title={handed.title}>
                  {languages.length > 1 && <LanguageMenu languages={languages} value={language.tag} onChoose={(tag) => void trial.choose(tag)} />}
                </HeaderBar>
              </header>
              <Suspense fallback={<PageLoading />}>
                <Screen content={content} trial={trial} />
              </Suspense>
            </SpokenHere>
          </div>
        </div>
      </div>
    </section>
  );
}

function Screen({ content, trial }: Omit<TryItPhoneProps, "screen">) {
  const { pages, answers, language, seed } = trial;
  const walk = trial.walkWith(useAnswerTexts());
  if (trial.isSent) return <Sent content={content} trial={trial} />;
  if (pages.length === 0) return <Nothing isEmpty={content.questions.length === 0} />;
  return <FormPages key={seed} {...{ walk, pages, answers, seed }} language={language.tag} onChange={trial.answer} onSend={trial.send} />;
}

/** As it is with an answer that has arrived; only the receipt is missing. */
function Sent({ content, trial: { walk, change, startAgain } }: Omit<TryItPhoneProps, "screen">) {
  const texts = usePhoneTexts().form;
  const { attempts, may_change_answers: mayChange } = fullSettings(content.settings);
  return (
    <FormDone
      isStored
      turns={walk.turns}
      title={texts.stored}
      text={<>{mayChange ? texts.mayChange : texts.final} {attempts > 1 && texts.attempt(1, attempts)}</>}
      note={<Tried />}
      actions={
        <>
          {attempts > 1 && <SettledButton size="lg" variant="primary" onClick={startAgain}>{texts.again}</SettledButton>}
          {mayChange && <SettledButton size="lg" onClick={change}>{texts.change}</SettledButton>}
        </>
      }
    />
  );
}

/** In the place of the receipt. */
function Tried() {
  const texts = useTexts().trying;
  return (
    <div className="flex items-center gap-3.5">
      <span aria-hidden="true" className="grid size-11 shrink-0 place-items-center rounded-2xl bg-mark-soft text-mark-ink">
        <FlaskConical className="size-6" />
      </span>
      <p className="min-w-0 flex-1 leading-snug">
        <span className="block text-[1.0625rem] font-bold">{texts.tried}</span>
        <span className="block text-[0.9375rem] text-muted">{texts.triedHint}</span>
      </p>
    </div>
  );
}

function Nothing({ isEmpty }: { isEmpty: boolean }) {
  const texts = useTexts().trying;
  return (
    <div className="my-auto">
      {isEmpty ? <EmptyState icon={<ListPlus />} title={texts.nothing}>{texts.nothingHint}</EmptyState> : <EmptyState icon={<CircleOff />} title={texts.allHidden}>{texts.allHiddenHint}</EmptyState>}
    </div>
  );
}
