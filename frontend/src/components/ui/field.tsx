/** Labelled form fields; hint and error are tied to the control for screen readers. */
import { clsx } from "clsx";
import { ChevronDown, Search } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";

const CONTROL =
  "w-full rounded-control bg-surface px-3.5 text-base text-ink ring-1 ring-inset ring-line-strong/70 transition " +
  "hover:ring-line-strong focus:ring-2 focus:ring-brand focus:outline-none aria-invalid:ring-2 aria-invalid:ring-bad";

interface FieldLook {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  hideLabel?: boolean;
  /** Looks for the frame around label and control. */
  frame?: string;
}

interface ShellProps extends FieldLook {
  id: string;
  children: ReactNode;
}

function FieldShell({ id, label, hint, error, hideLabel, frame, children }: ShellProps) {
  return (
    <div className={clsx("flex flex-col gap-1.5", frame)}>
      <label htmlFor={id} className={clsx("text-sm font-semibold", hideLabel && "sr-only")}>
        {label}
      </label>
      {children}
      {hint && !error && (
        <p id={`${id}-hint`} className="text-sm text-faint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

function described(id: string, { hint, error }: FieldLook) {
  return {
    id,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": error ? `${id}-error` : hint ? `${id}-hint` : undefined,
  };
}

export function TextField({ label, hint, error, hideLabel, frame, className, ...rest }: ComponentProps<"input"> & FieldLook) {
  const id = useId();
  return (
    <FieldShell {...{ id, label, hint, error, hideLabel, frame }}>
      <input className={clsx(CONTROL, "h-11", className)} {...described(id, { label, hint, error })} {...rest} />
    </FieldShell>
  );
}

/** What is looked for stands in the field itself, so the label is for screen readers alone. */
export function SearchField({ label, hint, error, frame, className, ...rest }: Omit<ComponentProps<"input">, "type"> & Omit<FieldLook, "hideLabel">) {
  const id = useId();
  return (
    <FieldShell {...{ id, label, hint, error, frame }} hideLabel>
      <span className="relative flex">
        <Search aria-hidden="true" className="pointer-events-none absolute inset-y-0 start-3.5 my-auto size-4.5 text-faint" />
        <input type="search" className={clsx(CONTROL, "h-11 ps-10.5", className)} placeholder={label} {...described(id, { label, hint, error })} {...rest} />
      </span>
    </FieldShell>
  );
}

export function TextAreaField({ label, hint, error, hideLabel, frame, className, ...rest }: ComponentProps<"textarea"> & FieldLook) {
  const id = useId();
  return (
    <FieldShell {...{ id, label, hint, error, hideLabel, frame }}>
      <textarea className={clsx(CONTROL, "field-sizing-content min-h-11 py-2.5", className)} {...described(id, { label, hint, error })} {...rest} />
    </FieldShell>
  );
}

export function SelectField({ label, hint, error, hideLabel, frame, className, ...rest }: ComponentProps<"select"> & FieldLook) {
  const id = useId();
  return (
    <FieldShell {...{ id, label, hint, error, hideLabel, frame }}>
      <span className="relative flex">
        <select className={clsx(CONTROL, "h-11 appearance-none truncate pe-10", className)} {...described(id, { label, hint, error })} {...rest} />
        <ChevronDown aria-hidden="true" className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4.5 text-muted" />
      </span>
    </FieldShell>
  );
}
