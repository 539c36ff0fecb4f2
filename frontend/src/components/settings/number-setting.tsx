/** A numeric setting of a question; an empty box means "none" where that is allowed. */
import { type ComponentProps, useState } from "react";
import { TextField } from "@/components/ui/field";

type NumberSettingProps = Omit<ComponentProps<typeof TextField>, "value" | "onChange"> & {
  value: number | null;
  onChange: (value: number | null) => void;
};

export function NumberSetting({ value, onChange, ...rest }: NumberSettingProps) {
  const [text, setText] = useState(value === null ? "" : String(value));
  const shown = text.trim() !== "" && Number(text) === value ? text : value === null ? "" : String(value);
  return (
    <TextField
      type="number"
      value={text === "" || text === "-" ? text : shown}
      onChange={(event) => {
        setText(event.target.value);
        const next = event.target.valueAsNumber;
        if (event.target.value === "") onChange(null);
        else if (Number.isFinite(next)) onChange(next);
      }}
      {...rest}
    />
  );
}
