/** A quiet row of bars that rise once: decoration only. */
const HEIGHTS = [18, 30, 26, 44, 60, 52, 74, 66, 92, 80, 68, 86, 62, 54, 70, 46, 38, 50, 30, 22, 34, 24, 16, 20];

export function PulseBars({ className }: { className: string }) {
  return (
    <div aria-hidden="true" className={`flex items-end gap-1.5 px-1.5 sm:gap-2.5 sm:px-2.5 ${className}`}>
      {HEIGHTS.map((height, i) => (
        <span
          key={i}
          className={`flex-1 origin-bottom animate-grow rounded-t-md bg-data-1 ${i % 2 === 1 ? "hidden sm:block" : ""}`}
          style={{ height: `${height}%`, opacity: 0.14 + height / 190, animationDelay: `${Math.abs(8 - i) * 35}ms` }}
        />
      ))}
    </div>
  );
}
