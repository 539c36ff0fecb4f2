import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { OFFICE_GROUPS, officePages } from "./scripts/office-build.ts";
import { PHONE_GROUPS, phonePages } from "./scripts/phone-build.ts";
import { LATE_GROUPS, phoneLate } from "./scripts/phone-late.ts";

const dist = path.resolve(import.meta.dirname, "dist");
const backend = process.env.IMPACTPULSE_BACKEND ?? "http://localhost:8000";

/** Leaves `index.js.br` beside `index.js`: the best compression takes seconds, so it is done once and not by the server. */
function brotli(): Plugin {
  const gains = /\.(js|css|svg|html|json|webmanifest)$/;
  const compress = (file: string) => writeFileSync(`${file}.br`, brotliCompressSync(readFileSync(file)));
  return {
    name: "brotli",
    apply: "build",
    closeBundle: () =>
      readdirSync(dist, { recursive: true, encoding: "utf8" })
        .filter((file) => gains.test(file))
        .forEach((file) => compress(path.join(dist, file))),
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), brotli(), phonePages(dist), phoneLate(), officePages(dist)],
  resolve: { alias: { "@": path.resolve(import.meta.dirname, "src"), "react-style-singleton": path.resolve(import.meta.dirname, "src/lib/adopted-styles.ts") } },
  build: { target: "es2022", sourcemap: false, chunkSizeWarningLimit: 1_800 /* Swagger UI, which only /api/docs loads */, assetsInlineLimit: 0 /* the policy of our pages allows no data: fonts */, rolldownOptions: { output: { codeSplitting: { groups: [...PHONE_GROUPS, ...LATE_GROUPS, ...OFFICE_GROUPS] } } } },
  server: { proxy: { "/api": backend, "/health": backend, "/ws": { target: backend, ws: true } } },
  test: {
    environment: "happy-dom",
    setupFiles: ["src/test-setup.ts"],
    restoreMocks: true,
    unstubGlobals: true,
    testTimeout: 20_000,
    pool: "threads",
    maxWorkers: 2,
    projects: [
      // One worker reads the modules once for all of its files: for each file anew they took three quarters of the time.
      { extends: true, test: { name: "together", include: ["src/**/*.test.{ts,tsx}"], exclude: ["src/**/*-apart.test.tsx"], isolate: false } },
      // These replace modules by others.
      { extends: true, test: { name: "apart", include: ["src/**/*-apart.test.tsx"] } },
    ],
  },
});
