import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { brandColours, contrast, READABLE, type Shade, textOn } from "@/lib/colours";

const COLOURS = ["00", "33", "66", "99", "cc", "ff"].flatMap((r) => ["00", "66", "ff"].flatMap((g) => ["00", "99", "ff"].map((b) => `#${r}${g}${b}`)));
const styles = readFileSync("src/look.css", "utf8");

/** Colours as the style sheet has them. */
function namedIn(shade: Shade, names: readonly string[]): string[] {
  const block = styles.slice(styles.indexOf(`[data-theme="${shade}"] {`));
  return names.map((name) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block)![1]!);
}

test("contrast is that of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect([textOn("#ffdd00"), textOn("#123456")]).toEqual(["#000000", "#ffffff"]);
});

test.each(["light", "dark"] as const)("whatever the colour, everything that is written in it or on it can be read in the %s", (shade) => {
  for (const colour of COLOURS) {
    const drawn = brandColours(colour, shade);
    for (const ground of [...namedIn(shade, ["canvas", "surface", "sunken"]), drawn["--brand-soft"]!]) expect(contrast(drawn["--brand"]!, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(READABLE);
    for (const fill of ["--brand-fill", "--brand-fill-hover"] as const) expect(contrast(drawn["--on-brand"]!, drawn[fill]!), `text on ${colour}`).toBeGreaterThanOrEqual(READABLE);
    for (const ink of namedIn(shade, ["ink", "muted", "faint"])) expect(contrast(ink, drawn["--brand-soft"]!), `${ink} on the soft form of ${colour}`).toBeGreaterThanOrEqual(READABLE);
  }
});

test("a colour that can be read stays as it is", () => {
  expect(brandColours("#0b5a61", "light")).toMatchObject({ "--brand": "#0b5a61", "--brand-fill": "#0b5a61", "--on-brand": "#ffffff" });
});
