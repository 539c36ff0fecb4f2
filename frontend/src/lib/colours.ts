/** The look of a survey in a colour of its own, whatever that colour is: text stays readable on it and in it. Pure. */

export type Shade = "light" | "dark";

/** As `look.css` has them: what text in the colour stands on at worst, what its soft form is mixed into, and the faintest text on that. */
const GROUNDS = { light: { worst: "#e7edeb", surface: "#ffffff", faint: "#5a6d6e" }, dark: { worst: "#1a2c30", surface: "#122024", faint: "#8ba3a4" } } as const;
const SOFT_SHARE = 0.14;

/** WCAG 2.2, 1.4.3: text needs this much. */
export const READABLE = 4.5;

/** The custom properties that `look.css` draws with: areas take the colour as it is, texts a shade that can be read. */
export function brandColours(colour: string, shade: Shade): Record<`--${string}`, string> {
  const onBrand = textOn(colour);
  const soft = softOf(colour, shade);
  return {
    "--brand-fill": colour,
    "--brand-fill-hover": mixed(colour, onBrand === "#ffffff" ? "#000000" : "#ffffff", 0.15),
    "--on-brand": onBrand,
    "--brand": readableOn([GROUNDS[shade].worst, soft], colour, shade),
    "--brand-soft": soft,
  };
}

/** Black or white, whichever stands out more; never below 4.58. */
export function textOn(colour: string): "#000000" | "#ffffff" {
  return contrast(colour, "#000000") >= contrast(colour, "#ffffff") ? "#000000" : "#ffffff";
}

/** From 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** A touch of the colour, as much as faint text bears. */
function softOf(colour: string, shade: Shade): string {
  const { surface, faint } = GROUNDS[shade];
  for (let share = SOFT_SHARE; share > 0; share -= 0.02) {
    const tried = mixed(surface, colour, share);
    if (contrast(faint, tried) >= READABLE) return tried;
  }
  return surface;
}

/** The colour, towards black by day and white by night as far as it must be. */
function readableOn(grounds: readonly string[], colour: string, shade: Shade): string {
  const end = shade === "light" ? "#000000" : "#ffffff";
  for (let share = 0; share < 1; share += 0.05) {
    const tried = mixed(colour, end, share);
    if (grounds.every((ground) => contrast(tried, ground) >= READABLE)) return tried;
  }
  return end;
}

function mixed(one: string, other: string, share: number): string {
  const [a, b] = [channels(one), channels(other)];
  return `#${a.map((value, i) => Math.round(value + (b[i]! - value) * share).toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}

/** From 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
