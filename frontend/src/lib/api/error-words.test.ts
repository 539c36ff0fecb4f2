import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { type ApiError, api, dataOf, NetworkError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { loadErrorWords } from "@/lib/api/error-words";
import { de } from "@/lib/api/error-words/de";
import { chooseLanguage } from "@/lib/i18n/language";
import { RequestRefused } from "@/lib/socket/pending-requests";

/** Only the server knows what is wrong. */
const LEFT_TO_THE_SERVER = ["invalid"];

const page = readFileSync(path.resolve(import.meta.dirname, "../../../../docs/errors.md"), "utf8");
const codes = [...page.matchAll(/<a id="(\w+)">/g)].map((match) => match[1]!);

afterEach(() => chooseLanguage("en"));

test("every code of the server has its sentence, and no sentence is of a code that is gone", () => {
  expect(codes.length).toBeGreaterThan(100);
  expect(Object.keys(de).toSorted()).toEqual(codes.filter((code) => !LEFT_TO_THE_SERVER.includes(code)).toSorted());
});

function refuse(...errors: { code: string; field: string | null; message: string }[]) {
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(JSON.stringify({ success: false, data: null, message: "As the server says it.", errors }), { status: 422, headers: { "content-type": "application/json" } }));
  return dataOf(api.GET("/api/v1/auth/me")).catch((error: unknown) => error as ApiError) as Promise<ApiError>;
}

test("a refusal speaks the language that is shown; what has no words there says what the server said", async () => {
  expect((await refuse({ code: "session_ended", field: null, message: "It ended." })).message).toBe("As the server says it.");
  chooseLanguage("de");
  expect((await refuse({ code: "session_ended", field: null, message: "It ended." })).message).toBe("Diese Sitzung ist beendet.");
  expect((await refuse({ code: "quota_full", field: null, message: "No room for you." })).reason).toBe("No room for you.");
  const problem = await refuse({ code: "too_long", field: "title", message: "At most 200 characters." }, { code: "invalid", field: "where", message: "Not there." });
  expect([problem.message, problem.about("title"), problem.about("where")]).toEqual(["Die Eingabe ist nicht gültig.", "Der Text ist zu lang.", "Not there."]);
});

test("a full quota whose author wrote nothing says so in the language that is shown, however it was refused", async () => {
  // What the server says then, as its published table has it.
  const unwritten = /`quota_full` \| 409 \| no \| (.+?) \|/.exec(page)![1]!;
  chooseLanguage("de");
  const refused = await refuse({ code: "quota_full", field: "answers.q1", message: unwritten });
  expect(refused.about("answers.q1")).toBe("Alle Plätze sind vergeben.");
  expect(new RequestRefused({ type: "error", code: "quota_full", message: unwritten, temporary: false }).frame.message).toBe("Alle Plätze sind vergeben.");
  expect(new RequestRefused({ type: "error", code: "quota_full", message: "Plus de thé.", temporary: false }).frame.message).toBe("Plus de thé.");
});

test("so do a refusal over the socket, and a request that never arrived", async () => {
  chooseLanguage("de");
  await loadErrorWords();
  expect(new RequestRefused({ type: "error", code: "question_closed", message: "closed", temporary: false }).frame.message).toBe("Diese Frage nimmt jetzt keine Antworten an.");
  expect(errorMessage(new NetworkError())).toMatch(/nicht zu erreichen/);
});
