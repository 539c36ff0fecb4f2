/** Numbers and times in words. */

const WHOLE = new Intl.NumberFormat("en");
const MONTH_DAY = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });

export function countOf(n: number, one: string, many = `${one}s`): string {
  return `${WHOLE.format(n)} ${n === 1 ? one : many}`;
}

export function whole(n: number): string {
  return WHOLE.format(n);
}

export function decimal(n: number, places: number): string {
  return new Intl.NumberFormat("en", { minimumFractionDigits: places, maximumFractionDigits: places }).format(n);
}

/** With a sign, and a real minus. */
export function signed(n: number): string {
  const rounded = Math.round(n);
  return rounded > 0 ? `+${rounded}` : rounded < 0 ? `−${-rounded}` : "0";
}

export function when(timestamp: string): string {
  return MONTH_DAY.format(new Date(timestamp));
}

/** "just now", "12 s ago", "3 min ago", "5 h ago", else the date. */
export function ago(timestamp: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(timestamp)) / 1000));
  if (seconds < 2) return "just now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return when(timestamp);
}

/** Minutes and seconds left, as on a clock. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A join code as it is read aloud: two groups of three. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

/** The first letters of a receipt, enough to compare by eye. */
export function shortReceipt(receipt: string): string {
  return receipt.slice(0, 8).replace(/^(.{4})/, "$1-").toUpperCase();
}
