/** One dot for each phone that is connected, so that the room sees itself arrive. */
const MOST_DOTS = 240;

export function PresenceDots({ connected }: { connected: number }) {
  const shown = Math.min(connected, MOST_DOTS);
  return (
    <div aria-hidden="true" className="flex max-w-[44rem] flex-wrap gap-2">
      {Array.from({ length: shown }, (_, i) => (
        <span key={i} className={`size-3.5 animate-pop rounded-full ${i % 9 === 4 ? "bg-mark" : "bg-data-1"}`} />
      ))}
    </div>
  );
}
