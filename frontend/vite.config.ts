import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const backend = process.env.IMPACTPULSE_BACKEND ?? "http://localhost:8000";

/** Leaves `index.js.br` beside `index.js`: the best compression takes seconds, so it is done once and not by the server. */
function brotli(): Plugin {
  const dist = path.resolve(import.meta.dirname, "dist");
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

const PHONE_BUDGET_BYTES = 150_000;

/** What a phone loads before somebody can answer, its language included, gzipped: pages over slow networks, so the build fails where it grows too much. */
function phoneBudget(): Plugin {
  const doors = ["participant-page", "invited-page"];
  const languageOf = (facade: string | null) => /\/(?:participation|answers)\/texts\/(\w+)\.ts$/.exec(facade ?? "")?.[1];
  return {
    name: "phone-budget",
    apply: "build",
    writeBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const languages = new Set(chunks.flatMap(({ facadeModuleId }) => languageOf(facadeModuleId) ?? []));
      if (languages.size < 2) this.error("The texts that phones load are not where this budget looks for them.");
      const files = (door: string, language: string) => {
        const needed = new Set<string>(["index.html"]);
        const need = (name: string) => {
          const file = bundle[name];
          if (file?.type !== "chunk" || needed.has(name)) return;
          needed.add(name);
          file.viteMetadata?.importedCss.forEach((css) => needed.add(css));
          file.imports.forEach(need);
        };
        const pages = [door, "phone-screen"].map((page) => `/${page}.tsx`);
        chunks.filter(({ isEntry, facadeModuleId }) => isEntry || languageOf(facadeModuleId) === language || pages.some((page) => facadeModuleId?.endsWith(page))).forEach(({ fileName }) => need(fileName));
        return [...needed];
      };
      const size = (name: string) => {
        const file = bundle[name];
        return file === undefined ? 0 : gzipSync(file.type === "chunk" ? file.code : file.source, { level: 9 }).length;
      };
      for (const door of doors) {
        const bytes = Math.max(...[...languages].map((language) => files(door, language).reduce((sum, name) => sum + size(name), 0)));
        this.info(`${door}: ${bytes} of ${PHONE_BUDGET_BYTES} bytes`);
        if (bytes > PHONE_BUDGET_BYTES) this.error(`With ${door} a phone loads ${bytes} bytes, more than ${PHONE_BUDGET_BYTES}, before anybody can answer.`);
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), brotli(), phoneBudget()],
  resolve: { alias: { "@": path.resolve(import.meta.dirname, "src"), "react-style-singleton": path.resolve(import.meta.dirname, "src/lib/adopted-styles.ts") } },
  build: { target: "es2022", sourcemap: false, chunkSizeWarningLimit: 1_800 /* Swagger UI, which only /api/docs loads */, assetsInlineLimit: 0 /* the policy of our pages allows no data: fonts */ },
  server: { proxy: { "/api": backend, "/health": backend, "/ws": { target: backend, ws: true } } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
