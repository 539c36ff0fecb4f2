import { expect, it } from "vitest";
import { numbersIn } from "@/lib/i18n/numbers";

it("each formatter is made once for a language, and two of them are never taken for each other", () => {
  const { NumberFormat } = Intl;
  let made = 0;
  Intl.NumberFormat = new Proxy(NumberFormat, {
    construct(target, options) {
      made += 1;
      return Reflect.construct(target, options) as Intl.NumberFormat;
    },
  });
  const written = () => (["en", "de"] as const).map(numbersIn).map(({ percent, decimal, percents, size }) => [percent(0.125), percent(0.125, 1), decimal(2, 1), decimal(2, 2), percents(0.1, 0.2, 0), size(512), size(2_500_000)]);
  try {
    expect(written()).toEqual([
      ["13%", "12.5%", "2.0", "2.00", "10–20%", "512 bytes", "2.5 MB"],
      ["13\u00a0%", "12,5\u00a0%", "2,0", "2,00", "10–20\u00a0%", "512 Byte", "2,5 MB"],
    ]);
    const madeAtFirst = made;
    expect(madeAtFirst).toBeGreaterThan(0);
    written();
    expect(made).toBe(madeAtFirst);
  } finally {
    Intl.NumberFormat = NumberFormat;
  }
});
