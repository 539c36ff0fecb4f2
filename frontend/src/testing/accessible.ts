/** The rules of WCAG 2.2 AA that can be judged without drawing; contrast is judged in a browser (e2e/accessibility.spec.ts). */
import axe from "axe-core";
import { expect } from "vitest";

export async function expectAccessible(element: Element = document.body): Promise<void> {
  const { violations } = await axe.run(element, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], rules: { "color-contrast": { enabled: false }, "document-title": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`)).toEqual([]);
}
