/** The mark (bars with a beat above the last one) and the name. */
export function LogoMark({ className = "size-8" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="9" className="fill-brand" />
      <path d="M8 19v4M13.3 12v11M18.6 16v7M24 16.5V23" className="stroke-on-brand" strokeWidth="3" strokeLinecap="round" />
      <circle cx="24" cy="9.5" r="2.6" className="fill-mark" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="flex items-center gap-2.5">
      <LogoMark />
      <span className="text-lg font-bold tracking-tight">ImpactPulse</span>
    </span>
  );
}
