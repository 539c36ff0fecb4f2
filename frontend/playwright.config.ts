/** Browser tests against the real stack: `impactpulse run` on embedded servers, in a Chromium that npm brought. */
import { createServer } from "node:net";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import chromium from "@sparticuz/chromium";
import { defineConfig } from "@playwright/test";

// Workers read this file again: the first reading decides, the others inherit its environment.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_DATA ??= mkdtempSync(path.join(tmpdir(), "impactpulse-e2e-"));
const root = path.resolve(import.meta.dirname, "..");
const baseURL = `http://localhost:${process.env.E2E_PORT}`;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 150_000,
  expect: { timeout: 20_000 },
  // Each test has accounts of its own, and one browser alone leaves a core half idle.
  workers: 2,
  // Browsers and servers share two cores: what passes at once the second time is told as flaky, not hidden.
  retries: 1,
  reporter: [["list"]],
  use: {
    baseURL,
    // Recording costs as much as the test does: only what failed is recorded, when it runs again.
    trace: "on-first-retry",
    launchOptions: {
      executablePath: await chromium.executablePath(),
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"],
    },
  },
  projects: [
    // Without a graphics card the processors draw whatever moves: only where moving matters anything does.
    { name: "product", testMatch: /.*\.spec\.ts/, use: { contextOptions: { reducedMotion: "reduce" } } },
    { name: "screens", testMatch: /screens-.*\.ts/, timeout: 600_000 },
    { name: "performance", testMatch: /performance\.ts/, timeout: 300_000 },
  ],
  webServer: {
    command: `${process.env.IMPACTPULSE ?? path.join(root, ".venv/bin/impactpulse")} run`,
    cwd: root,
    url: `${baseURL}/health/ready`,
    timeout: 120_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    stdout: process.env.E2E_LOG ? "pipe" : "ignore",
    stderr: process.env.E2E_LOG ? "pipe" : "ignore",
    env: {
      PORT: process.env.E2E_PORT,
      USE_INMEMORY_DB: "true",
      DEMO: "false",
      DEBUG: "true", // for /dev/mail
      DATA_DIR: process.env.E2E_DATA,
      LOG_LEVEL: "WARNING",
    },
  },
});
