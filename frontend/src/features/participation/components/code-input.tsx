/** Where a join code is typed, in the letters that codes are made of. */
import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { cleanCode } from "@/features/participation/api/join";

type CodeInputProps = Omit<ComponentProps<"input">, "value" | "onChange"> & {
  code: string;
  onCode: (code: string) => void;
};

export function CodeInput({ code, onCode, className, ...rest }: CodeInputProps) {
  return (
    <input
      dir="ltr"
      value={code}
      onChange={(event) => onCode(cleanCode(event.target.value))}
      autoComplete="off"
      autoCapitalize="characters"
      enterKeyHint="go"
      spellCheck={false}
      className={clsx("w-full rounded-3xl bg-surface text-center font-mono font-bold text-ink uppercase shadow-high focus:ring-4 focus:ring-mark focus:outline-none", className)}
      {...rest}
    />
  );
}
