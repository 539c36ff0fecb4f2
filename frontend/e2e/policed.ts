/** `test` as every spec uses it: no page of any context may do what its Content-Security-Policy forbids. */
import { type BrowserContext, expect, test as base } from "@playwright/test";

declare global {
  interface Window {
    reportViolation?: (violation: string) => Promise<void>;
  }
}

async function watch(context: BrowserContext, found: string[]): Promise<void> {
  await context.exposeFunction("reportViolation", (violation: string) => void found.push(violation));
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, documentURI, blockedURI, sourceFile }) => {
      void window.reportViolation?.(`${effectiveDirective} on ${documentURI}: ${blockedURI} by ${sourceFile}`);
    }),
  );
}

export const test = base.extend<{ violations: string[] }>({
  violations: [
    async ({ browser }, use) => {
      const found: string[] = [];
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        await watch(context, found);
        return context;
      };
      await use(found);
      browser.newContext = newContext;
      expect(found, "violations of the Content-Security-Policy").toEqual([]);
    },
    { auto: true },
  ],
});
