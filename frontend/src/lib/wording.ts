/** Signs, clocks and codes, which read alike in every language. */

/** With a sign, and a real minus. */
export function signed(n: number): string {
  const rounded = Math.round(n);
  return rounded > 0 ? `+${rounded}` : rounded < 0 ? `−${-rounded}` : "0";
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
