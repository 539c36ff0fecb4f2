/** Whether respondents may write in what is not among the options. */
import { TextField } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import type { OtherOption } from "@/lib/questions/question";

interface OtherSettingProps {
  other: OtherOption | null;
  onChange: (other: OtherOption | null) => void;
  problemAt: (path: string) => string | undefined;
}

export function OtherSetting({ other, onChange, problemAt }: OtherSettingProps) {
  return (
    <>
      <Switch label="Let them write in another" checked={other !== null} onChange={(isOn) => onChange(isOn ? { label: "Other", max_length: 80 } : null)} />
      {other && <TextField frame="w-full max-w-80" label="Label of the written-in option" maxLength={200} value={other.label} error={problemAt("other.label")} onChange={(event) => onChange({ ...other, label: event.target.value })} />}
    </>
  );
}
