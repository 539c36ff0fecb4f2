/** Whether respondents may write in what is not among the options. */
import { useSettingTexts } from "@/components/settings/use-texts";
import { TextField } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import type { OtherOption } from "@/lib/questions/question";

interface OtherSettingProps {
  other: OtherOption | null;
  onChange: (other: OtherOption | null) => void;
  problemAt: (path: string) => string | undefined;
}

export function OtherSetting({ other, onChange, problemAt }: OtherSettingProps) {
  const { other: texts, drafts } = useSettingTexts();
  return (
    <>
      <Switch label={texts.allow} checked={other !== null} onChange={(isOn) => onChange(isOn ? { label: drafts.other, max_length: 80 } : null)} />
      {other && <TextField frame="w-full max-w-80" label={texts.label} maxLength={200} value={other.label} error={problemAt("other.label")} onChange={(event) => onChange({ ...other, label: event.target.value })} />}
    </>
  );
}
