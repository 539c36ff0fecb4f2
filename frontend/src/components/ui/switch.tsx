/** An on/off setting with its label. */
import { Switch as Primitive } from "radix-ui";
import { useId } from "react";

interface SwitchProps {
  label: string;
  checked: boolean;
  disabled?: boolean;
  /** On its way: like a busy button it keeps the focus, which `disabled` would lose. */
  busy?: boolean;
  onChange: (checked: boolean) => void;
}

export function Switch({ label, checked, disabled = false, busy = false, onChange }: SwitchProps) {
  const id = useId();
  return (
    <span className="inline-flex items-center gap-2.5">
      <Primitive.Root
        id={id}
        checked={checked}
        disabled={disabled}
        aria-disabled={busy || undefined}
        aria-busy={busy || undefined}
        onCheckedChange={busy ? undefined : onChange}
        className="h-6 w-11 rounded-full bg-line-strong transition-colors disabled:opacity-60 aria-busy:opacity-60 data-[state=checked]:bg-brand"
      >
        <Primitive.Thumb className="block size-5 translate-x-0.5 rtl:-translate-x-0.5 rounded-full bg-white shadow transition-transform data-[state=checked]:translate-x-[1.375rem] rtl:data-[state=checked]:-translate-x-[1.375rem]" />
      </Primitive.Root>
      <label htmlFor={id} className="cursor-pointer text-sm font-semibold">
        {label}
      </label>
    </span>
  );
}
