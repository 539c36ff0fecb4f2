/** Cards, badges, notices and the states of a page that has nothing to show yet. */
import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { usePhrases } from "@/lib/i18n/phrases";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={clsx("rounded-card bg-surface shadow-card ring-1 ring-line", className)} {...rest} />;
}

const TONES = {
  neutral: "bg-sunken text-muted",
  brand: "bg-brand-soft text-brand",
  mark: "bg-mark-soft text-mark-ink",
  good: "bg-good-soft text-good",
  bad: "bg-bad-soft text-bad",
} as const;
export type Tone = keyof typeof TONES;

export function Badge({ tone = "neutral", className, ...rest }: ComponentProps<"span"> & { tone?: Tone }) {
  return (
    <span
      className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 py-0.5 text-sm font-semibold", TONES[tone], className)}
      {...rest}
    />
  );
}

/** A dot that sends out rings: something is happening now. */
export function LiveDot({ className }: { className?: string }) {
  return <span aria-hidden="true" className={clsx("inline-block size-2 animate-ring rounded-full bg-current", className)} />;
}

const NOTICE_ICONS = { neutral: Info, brand: Info, mark: TriangleAlert, good: CircleCheck, bad: CircleAlert } as const;

interface NoticeProps {
  tone?: Tone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function Notice({ tone = "neutral", title, children, action, className }: NoticeProps) {
  const Icon = NOTICE_ICONS[tone];
  return (
    <div role={tone === "bad" ? "alert" : "status"} className={clsx("flex items-start gap-3 rounded-control px-4 py-3 text-[0.9375rem]", TONES[tone], className)}>
      <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-48">
          {title && <p className="font-semibold">{title}</p>}
          {children && <div className="text-current/90">{children}</div>}
        </div>
        {action}
      </div>
    </div>
  );
}

interface EmptyProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ icon, title, children, action, className }: EmptyProps) {
  return (
    <div className={clsx("flex animate-rise flex-col items-center gap-3 px-6 py-14 text-center", className)}>
      <span aria-hidden="true" className="grid size-14 place-items-center rounded-2xl bg-brand-soft text-brand">
        {icon}
      </span>
      <h2 className="text-xl">{title}</h2>
      {children && <p className="max-w-md text-pretty text-muted">{children}</p>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={clsx("block animate-breathe rounded-lg bg-sunken", className)} />;
}

export function PageLoading({ label }: { label?: string }) {
  const phrases = usePhrases();
  return (
    <div role="status" className="grid min-h-[50vh] place-items-center text-faint">
      <span className="flex items-center gap-3">
        <LiveDot className="text-brand" />
        {label ?? phrases.loading}…
      </span>
    </div>
  );
}
