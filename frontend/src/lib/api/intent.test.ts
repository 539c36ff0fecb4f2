/** Which key goes with which try. */
import { expect, test } from "vitest";
import { ApiError, NetworkError } from "@/lib/api/client";
import { Intent } from "@/lib/api/intent";

const refusal = (status: number, temporary: boolean) =>
  new ApiError(status, { success: false, message: "No.", errors: [], data: { temporary, retry_after_ms: null, current: null }, metadata: { timestamp: "", request_id: "" } });

/** The key that one try went out with, whatever came of it. */
async function keyOf(intent: Intent, content: unknown, outcome: Error | null): Promise<string> {
  let sent = "";
  await intent
    .send(content, (headers) => {
      sent = headers["Idempotency-Key"];
      return outcome ? Promise.reject(outcome) : Promise.resolve();
    })
    .catch((error: unknown) => expect(error).toBe(outcome));
  return sent;
}

test.each([new NetworkError(), refusal(503, true), refusal(409, true), refusal(500, false)])("a try whose end is unknown is followed by one under the same key", async (outcome) => {
  const intent = new Intent();
  expect(await keyOf(intent, "a", outcome)).toBe(await keyOf(intent, "a", null));
});

test.each([null, refusal(422, false)])("what was made or refused for good is over: the next press is another wish", async (outcome) => {
  const intent = new Intent();
  expect(await keyOf(intent, "a", outcome)).not.toBe(await keyOf(intent, "a", null));
});

test("something else is another wish", async () => {
  const intent = new Intent();
  expect(await keyOf(intent, "a", new NetworkError())).not.toBe(await keyOf(intent, "b", null));
});
