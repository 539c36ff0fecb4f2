/** Five bars that breathe: something is alive and waiting. */
const HEIGHTS = [38, 70, 100, 62, 44];

export function PulseMark() {
  return (
    <span aria-hidden="true" className="flex h-16 items-center gap-2">
      {HEIGHTS.map((height, i) => (
        <span key={i} className={`w-2.5 animate-beat rounded-full ${i === 2 ? "bg-mark" : "bg-data-1"}`} style={{ height: `${height}%`, animationDelay: `${i * 140}ms` }} />
      ))}
    </span>
  );
}
