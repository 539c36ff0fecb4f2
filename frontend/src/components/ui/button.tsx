/** Buttons. */
import { clsx } from "clsx";
import type { ComponentProps, MouseEvent, ReactNode } from "react";

const OFF = "off:bg-sunken off:text-faint off:shadow-none off:ring-0";

const VARIANTS = {
  primary: `bg-brand text-on-brand hover:bg-brand-hover shadow-sm ${OFF}`,
  secondary: `bg-surface text-ink ring-1 ring-inset ring-line-strong/60 hover:bg-sunken ${OFF}`,
  quiet: "text-muted hover:bg-sunken hover:text-ink disabled:text-faint/50 disabled:hover:bg-transparent aria-disabled:text-faint/50 aria-disabled:hover:bg-transparent",
  mark: `bg-mark text-[#2b1a00] hover:brightness-105 shadow-sm ${OFF}`,
  danger: "bg-bad-soft text-bad ring-1 ring-inset ring-bad/30 hover:ring-bad/70",
} as const;

const SIZES = {
  sm: "min-h-9 gap-1.5 rounded-lg px-3 text-sm",
  md: "min-h-11 gap-2 rounded-control px-4 text-[0.9375rem]",
  lg: "min-h-14 gap-2.5 rounded-2xl px-6 text-lg",
  icon: "size-10 rounded-control",
} as const;

export interface ButtonLook {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
}

export function buttonLook({ variant = "secondary", size = "md" }: ButtonLook, className?: string): string {
  return clsx(
    "inline-flex shrink-0 select-none items-center justify-center font-semibold transition duration-150 ease-settle",
    "active:scale-[0.98] disabled:cursor-not-allowed disabled:active:scale-100 aria-disabled:cursor-not-allowed aria-disabled:active:scale-100",
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}

type ButtonProps = ComponentProps<"button"> & ButtonLook & {
  busy?: boolean;
  /** Nothing to do now, for a button that gets so by being pressed: like a busy one it keeps the focus, which `disabled` would lose. */
  unavailable?: boolean;
};

export function Button({ variant, size, busy = false, unavailable = false, className, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button type={type} className={buttonLook({ variant, size }, className)} aria-busy={busy || undefined} {...rest} {...((busy || unavailable) && AT_REST)}>
      {busy && <Spinner />}
      {children}
    </button>
  );
}

/** Says that it cannot be pressed, and ignores what presses it: also Enter in a field of its form, and what would open its menu. */
export const AT_REST = { "aria-disabled": true, onClick: ignore, onPointerDown: undefined, onKeyDown: undefined } as const;

function ignore(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

type IconButtonProps = Omit<ButtonProps, "children"> & { label: string; icon: ReactNode };

export function IconButton({ label, icon, variant = "quiet", size = "icon", ...rest }: IconButtonProps) {
  return (
    <Button variant={variant} size={size} aria-label={label} title={label} {...rest}>
      {icon}
    </Button>
  );
}

export function Spinner() {
  return <span aria-hidden="true" className="size-4 animate-spin rounded-full border-2 border-current border-e-transparent" />;
}
