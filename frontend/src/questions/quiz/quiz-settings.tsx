/** The settings of a quiz question: its answers, which are right, how they score, how long there is. */
import { Check } from "lucide-react";
import { clsx } from "clsx";
import { NumberSetting } from "@/components/settings/number-setting";
import { OptionsEditor } from "@/components/settings/options-editor";
import { SettingRow } from "@/components/settings/setting-row";
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { Switch } from "@/components/ui/switch";
import type { Quiz } from "@/lib/questions/question";

const USUAL_LIMIT_S = 20;

export function QuizSettings({ question, onChange, problemAt }: SettingsProps<Quiz>) {
  const { quiz: texts, ...shared } = useSettingTexts();
  const correct = question.correct ?? [];
  const toggle = (id: string) => {
    const isRight = (one: string) => (one === id ? !correct.includes(id) : correct.includes(one));
    onChange({ ...question, correct: question.options.map((option) => option.id).filter(isRight) });
  };
  const isSpeed = question.scoring === "speed";
  return (
    <>
      <div data-part="correct">
        <OptionsEditor
          kind="answer"
          most={20}
          options={question.options}
          onChange={(options) => onChange({ ...question, options, correct: correct.filter((id) => options.some((option) => option.id === id)) })}
          problemAt={problemAt}
          lead={(option, i) => (
            <label className={clsx("grid size-11 shrink-0 cursor-pointer place-items-center rounded-control transition has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand", correct.includes(option.id) ? "bg-good text-surface" : "text-line-strong ring-2 ring-line ring-inset")}>
              <input type="checkbox" className="sr-only" aria-label={texts.isRight(i + 1)} checked={correct.includes(option.id)} onChange={() => toggle(option.id)} />
              <Check aria-hidden="true" className="size-5" strokeWidth={3} />
            </label>
          )}
        />
        {problemAt("correct") && <p className="mt-2 text-sm font-medium text-bad">{problemAt("correct")}</p>}
      </div>
      <div className="grid grid-cols-2 gap-4">
        <NumberSetting label={texts.points} min={1} max={10_000} value={question.points} error={problemAt("points")} onChange={(points) => onChange({ ...question, points: Math.min(10_000, Math.max(1, Math.round(points ?? 1000))) })} />
        <NumberSetting label={texts.seconds} min={5} max={600} placeholder={shared.noLimit} value={question.time_limit_s ?? null} error={problemAt("time_limit_s")} onChange={(limit) => onChange({ ...question, time_limit_s: limit, scoring: limit === null ? "flat" : question.scoring })} />
      </div>
      {question.time_limit_s != null && <p className="-mt-2 text-sm text-muted">{texts.liveOnly}</p>}
      <SettingRow>
        <Switch label={texts.speed} checked={isSpeed} onChange={(isOn) => onChange({ ...question, scoring: isOn ? "speed" : "flat", time_limit_s: isOn ? (question.time_limit_s ?? USUAL_LIMIT_S) : question.time_limit_s })} />
        <Switch label={shared.shuffleAnswers} checked={question.shuffle} onChange={(shuffle) => onChange({ ...question, shuffle })} />
      </SettingRow>
    </>
  );
}
