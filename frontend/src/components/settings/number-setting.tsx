/** A numeric setting of a question; an empty box means "none" where that is allowed. */
import { type ComponentProps, useState } from "react";
import { TextField } from "@/components/ui/field";

type NumberSettingProps = Omit<ComponentProps<typeof TextField>, "value" | "onChange"> & {
  value: number | null;
  onChange: (value: number | null) => void;
};

const written = (value: number | null) => (value === null ? "" : String(value));

export function NumberSetting({ value, onChange, onBlur, ...rest }: NumberSettingProps) {
  const [text, setText] = useState(written(value));
  const shown = text.trim() !== "" && Number(text) === value ? text : written(value);
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
      onBlur={(event) => {
        // A box that was emptied where a number is needed says again what counts.
        setText(written(value));
        onBlur?.(event);
      }}
      {...rest}
    />
  );
}
