/** One walk through a draft, in the place of a respondent: kept nowhere but here. */
import { type RefObject, useMemo, useState } from "react";
import { usePhoneTexts } from "@/components/phone/use-texts";
import { useSettingTexts } from "@/components/settings/use-texts";
import { handedOut, languagesOf } from "@/features/surveys/api/handed-out";
import { useTexts } from "@/features/surveys/use-texts";
import type { SurveyEdit } from "@/lib/api/schema";
import { baseOf, isSpoken, type Language, useLanguage } from "@/lib/i18n/language";
import type { Answers, AnswerValue } from "@/lib/socket/frames";
import { pagesOf, questionsOn } from "@/questions/form/form";
import { useFormWalk } from "@/questions/form/use-form-walk";

const NONE: Answers = {};

/** `screen`: what scrolls in the place of a phone. */
export function useTrial(content: SurveyEdit, screen: RefObject<HTMLElement | null>) {
  const appSpeaks = useLanguage();
  const { untitled } = useTexts().editor.questions;
  const { drafts } = useSettingTexts();
  const [respondent, setRespondent] = useState(1);
  const [answers, setAnswers] = useState(NONE);
  const [isSent, setSent] = useState(false);
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
  return {
    ...{ walk, handed, pages, languages, language, answers, isSent },
    /** What the phone itself speaks beside it. */
    spoken: spokenWith(language.tag, appSpeaks),
    /** Shuffles as another phone would. */
    seed: `respondent-${respondent}`,
    /** Null behind the last page, and where there is none. */
    page: isSent ? null : (pages[Math.min(walk.wanted, pages.length - 1)] ?? null),
    hidden: handed.questions.filter(({ id }) => !shown.has(id)),
    answer: (question: string, value: AnswerValue) => setAnswers({ ...answers, [question]: value }),
    send: () => turn(true),
    change: () => turn(false),
    startAgain: () => {
      setRespondent(respondent + 1);
      setAnswers(NONE);
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
