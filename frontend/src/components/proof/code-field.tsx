/** A field for a code of an authenticator app, or for a recovery code. */
import { TextField } from "@/components/ui/field";

interface CodeFieldProps {
  label: string;
  value: string;
  error?: string | undefined;
  hint?: string;
  autoFocus?: boolean;
  onChange: (code: string) => void;
}

export function CodeField({ label, value, error, hint, autoFocus = false, onChange }: CodeFieldProps) {
  return (
    <TextField
      label={label}
      hint={hint}
      error={error}
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      required
      autoFocus={autoFocus}
      className="font-mono tracking-widest"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
