/** What the server refuses is told to whoever asked for it. */
import { expect, test } from "vitest";

const files = import.meta.glob<string>(["/src/**/*.{ts,tsx}", "!/src/**/*.test.*", "!/src/generated/**"], { query: "?raw", import: "default", eager: true });

/** The hooks that change something on the server. */
const HOOKS = Object.values(files).flatMap((source) =>
  [...source.matchAll(/export function (use\w+)\([^{]*?\{(.*?)\n\}/gs)].filter(([, , body]) => /\buseMutation\(|return use\w*Change\(/.test(body!)).map(([, name]) => name!),
);

/** Where each is used, and as what: `const create = useCreateSurvey()`. */
const USES = Object.entries(files).flatMap(([file, source]) =>
  [...source.matchAll(/const (\w+|\{[^}]*\}) = (use\w+)\(/g)].filter(([, , hook]) => HOOKS.includes(hook!)).map(([, name, hook]) => ({ file, source, name: name!, hook: hook! })),
);

/** Its error is read, or handed on, alone or with all of it. */
function tells(source: string, name: string): boolean {
  if (name.startsWith("{")) return name.includes("error") || name.slice(1, -1).split(",").some((part) => tells(source, part.trim()));
  return new RegExp(String.raw`\b${name}\.(error|isError)\b|\b${name}\.mutate\w*\(.*onError|=\{${name}\}`).test(source);
}

test("the search finds what changes something, and those who show nothing", () => {
  expect(HOOKS.length).toBeGreaterThan(50);
  expect(USES.length).toBeGreaterThan(60);
  expect(tells("archive.mutate(id)", "archive")).toBe(false);
});

test("every change shows where it is asked for that it failed", () => {
  expect(USES.filter(({ source, name }) => !tells(source, name)).map(({ file, hook }) => `${file}: ${hook}`)).toEqual([]);
});
