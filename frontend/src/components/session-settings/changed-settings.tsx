/** Which settings of a session somebody else changed, and where one's own differ from theirs. */
import { type FullSettings, settingsChange } from "@/components/session-settings/settings-change";
import type { Texts } from "@/components/session-settings/texts/en";
import { ScrollBox } from "@/components/ui/conflict";
import { useTexts } from "@/components/session-settings/use-texts";
import { useArrow } from "@/lib/i18n/arrow";
import { useMoments } from "@/lib/i18n/moments";
import { useNumbers } from "@/lib/i18n/numbers";
import { usePhrases } from "@/lib/i18n/phrases";

type Name = keyof FullSettings;

interface ChangedSettingsProps {
  /** What both began from. */
  before: FullSettings;
  theirs: FullSettings;
  mine: FullSettings;
}

export function ChangedSettings({ before, theirs, mine }: ChangedSettingsProps) {
  const texts = useTexts();
  const words = useWords();
  const arrow = useArrow();
  const changed = Object.keys(settingsChange(before, theirs)) as Name[];
  const own = settingsChange(before, mine);
  const both = settingsChange(theirs, mine);
  const said = (name: Name) => {
    const [was, is] = [words(name, before), words(name, theirs)];
    return was === null || is === null ? texts.changes.otherwise : `${was} ${arrow} ${is}`;
  };
  return (
    <ScrollBox label={texts.changes.list} className="rounded-control bg-surface px-4 py-2.5 text-sm text-ink">
      {changed.length === 0 && <p>{texts.changes.none}</p>}
      <ul className="flex flex-col gap-1 empty:hidden">
        {changed.map((name) => (
          <li key={name}>
            <b>{nameOf(name, texts)}:</b> {said(name)}
            {name in own && name in both && <span className="font-semibold"> ({texts.changes.yours(words(name, mine) ?? texts.changes.otherwise)})</span>}
          </li>
        ))}
      </ul>
    </ScrollBox>
  );
}

function nameOf(name: Name, texts: Texts): string {
  const names: Readonly<Record<Name, string>> = {
    opens_at: texts.opensAt, closes_at: texts.closesAt, identity: texts.identity, open_to: texts.changes.openTo, attempts: texts.attempts, may_change_answers: texts.mayChange,
    results_for: texts.results, min_group_size: texts.minGroup, quotas: texts.quotas, audience_questions: texts.audienceQuestions, reactions: texts.reactions,
  };
  return names[name];
}

/** A setting in words; null for what no line can hold. */
function useWords() {
  const texts = useTexts();
  const { sides } = usePhrases();
  const { when } = useMoments();
  const { whole } = useNumbers();
  const yesOrNo = (isOn: boolean) => (isOn ? sides.yes : sides.no);
  return (name: Name, settings: FullSettings): string | null => {
    switch (name) {
      case "opens_at":
      case "closes_at":
        return settings[name] === null ? texts.changes.unset : when(settings[name]);
      case "identity":
        return texts.identities[settings.identity][0]!;
      case "open_to":
        return texts.changes.whoGetsIn[settings.open_to];
      case "attempts":
        return whole(settings.attempts);
      case "may_change_answers":
      case "reactions":
        return yesOrNo(settings[name]);
      case "results_for":
        return texts.resultsWhen[settings.results_for];
      case "min_group_size":
        return settings.min_group_size === null ? texts.minGroupNone : whole(settings.min_group_size);
      case "audience_questions":
        return texts.asking[settings.audience_questions];
      case "quotas":
        return null;
    }
  };
}
