/** One walk through a draft, in the place of a respondent: kept nowhere but here. */
import { type RefObject, useMemo, useState } from "react";
import type { AnswerTexts } from "@/components/answers/texts/en";
import { usePhoneTexts } from "@/components/phone/use-texts";
import { useSettingTexts } from "@/components/settings/use-texts";
import { handedOut, languagesOf } from "@/features/surveys/api/handed-out";
import { useTexts } from "@/features/surveys/use-texts";
import type { SurveyEdit } from "@/lib/api/schema";
import { baseOf, isSpoken, type Language, useLanguage } from "@/lib/i18n/language";
import type { Answers, AnswerValue } from "@/lib/socket/frames";
import { firstBlocked, pagesOf, problemsOn, questionsOn } from "@/questions/form/form";
import { NO_PROBLEMS } from "@/questions/form/use-form-focus";
import { type FormWalk, useFormWalk } from "@/questions/form/use-form-walk";

const NONE: Answers = {};
const NO_PAGES: ReadonlySet<string> = new Set();

/** `screen`: what scrolls in the place of a phone. */
export function useTrial(content: SurveyEdit, screen: RefObject<HTMLElement | null>) {
  const appSpeaks = useLanguage();
  const { untitled } = useTexts().editor.questions;
  const { drafts } = useSettingTexts();
  const [respondent, setRespondent] = useState(1);
  const [answers, setAnswers] = useState(NONE);
  const [isSent, setSent] = useState(false);
  const [passed, setPassed] = useState(NO_PAGES);
  const [chosen, setChosen] = useState(content.language);
  const walk = useFormWalk(() => screen.current?.scrollTo({ top: 0 }));
  const languages = languagesOf(content);
  const language = languages.find(({ tag }) => tag === chosen) ?? languages[0]!;
  const handed = useMemo(() => handedOut(content, language.tag, drafts, untitled), [content, language.tag, drafts, untitled]);
  const pages = pagesOf(handed, answers);
  const shown = new Set(questionsOn(pages).map(({ id }) => id));
  const turn = (sent: boolean, to = 0) => {
    setSent(sent);
    walk.go(to);
  };
  const page = isSent ? null : (pages[Math.min(walk.wanted, pages.length - 1)] ?? null);
  return {
    ...{ walk, handed, pages, languages, language, answers, isSent },
    /** What the phone itself speaks beside it. */
    spoken: spokenWith(language.tag, appSpeaks),
    /** Shuffles as another phone would. */
    seed: `respondent-${respondent}`,
    /** Null behind the last page, and where there is none. */
    page,
    /** Something on the page is in the way of going on. */
    isStopped: page !== null && walk.problems !== NO_PROBLEMS,
    /** On from a page as it is, to what comes behind the last one too; nothing on it is in the way of sending any more. */
    goOn: () => {
      if (page === null) return;
      setPassed(new Set([...passed, page.id]));
      const next = pages.indexOf(page) + 1;
      turn(next === pages.length, next % pages.length);
    },
    /** How the phone walks, which looks for what is in the way of sending on all pages, those that were passed as they are too. */
    walkWith: (texts: AnswerTexts): FormWalk => ({
      ...walk,
      go: (to, found = NO_PROBLEMS) => {
        if (found === NO_PROBLEMS) return walk.go(to);
        const looked = pages.map((one) => (passed.has(one.id) ? { ...one, questions: [] } : one));
        const blocked = firstBlocked(looked, answers, texts);
        if (blocked === null) turn(true);
        else walk.go(blocked, problemsOn(pages[blocked]!, answers, texts));
      },
    }),
    hidden: handed.questions.filter(({ id }) => !shown.has(id)),
    answer: (question: string, value: AnswerValue) => setAnswers({ ...answers, [question]: value }),
    send: () => turn(true),
    change: () => turn(false),
    startAgain: () => {
      setRespondent(respondent + 1);
      setAnswers(NONE);
      setPassed(NO_PAGES);
      turn(false);
    },
    /** With the words of the phone in it, so that nothing is missing meanwhile; without them, it says so where it draws. */
    choose: async (tag: string) => {
      await usePhoneTexts.load(spokenWith(tag, appSpeaks)).catch(() => undefined);
      setChosen(tag);
    },
  };
}

export type Trial = ReturnType<typeof useTrial>;

/** As a phone chooses what it says: in the language of the survey where it speaks that. */
function spokenWith(tag: string, otherwise: Language): Language {
  const base = baseOf(tag);
  return isSpoken(base) ? base : otherwise;
}
