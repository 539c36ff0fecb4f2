/** A conflict stays, with both its choices and what it is about, until one of them is chosen. */
import { beforeEach, expect, test, vi } from "vitest";
import { type Archive, Desk } from "@/features/surveys/api/desk";
import { ApiError, NetworkError } from "@/lib/api/client";
import type { Survey } from "@/lib/api/schema";

const survey: Survey = {
  id: "srv_1", title: "T", description: "", draft_version: 1, published_version: null, links: {},
  created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [], sections: [], language: "en", translations: {}, theme: {}, archived_at: null,
};
const theirs = { ...survey, title: "Theirs", draft_version: 7 };

function conflict(current: number): ApiError {
  return new ApiError(412, { success: false, data: { temporary: false, retry_after_ms: null, current }, message: "No.", errors: [], metadata: { timestamp: "", request_id: "" } } as never);
}

const archive = { save: vi.fn<Archive["save"]>(), publish: vi.fn<Archive["publish"]>(), load: vi.fn<Archive["load"]>() };
let desk: Desk;
const title = (text: string) => desk.dispatch({ type: "described", changed: { title: text } });

beforeEach(async () => {
  archive.save.mockReset().mockRejectedValue(conflict(7));
  archive.publish.mockReset().mockRejectedValue(conflict(7));
  archive.load.mockReset().mockResolvedValue(theirs);
  desk = new Desk(survey, archive);
  title("Mine");
  expect(await desk.save()).toBe(false);
  await vi.waitFor(() => expect(desk.state().note).toEqual({ kind: "conflict", current: 7, theirs, isUnshown: false, trouble: null }));
});

test("whoever saves second has what the other saved beside what they began from", () => {
  expect(desk.state().draft).toMatchObject({ began: { title: "T" }, content: { title: "Mine" } });
});

test.each(["save", "publish", "keepMine"] as const)("to %s what lacks something takes no choice away, and is over when it is written", async (act) => {
  title("");
  await desk[act]();
  expect(desk.state().note).toMatchObject({ kind: "conflict", current: 7, theirs, trouble: { kind: "incomplete", problems: [{ field: "title" }] } });
  expect(desk.state().draft.basedOn).toBe(1);
  title("Mine again");
  expect(desk.state().note).toMatchObject({ kind: "conflict", trouble: null });
});

test("nor does a dead network, whatever is tried", async () => {
  archive.save.mockRejectedValue(new NetworkError());
  expect(await desk.save()).toBe(false);
  expect(desk.state().note).toMatchObject({ kind: "conflict", theirs, trouble: { kind: "failed" } });
  archive.load.mockRejectedValue(new NetworkError());
  await desk.takeTheirs();
  expect(desk.state().draft, "what was shown is what is taken").toMatchObject({ content: { title: "Theirs" }, basedOn: 7, isDirty: false });
});

test("theirs that could not be fetched can be asked for again", async () => {
  archive.load.mockRejectedValue(new NetworkError());
  archive.save.mockRejectedValue(conflict(8));
  await desk.save();
  await vi.waitFor(() => expect(desk.state().note).toMatchObject({ kind: "conflict", current: 8, theirs: null, isUnshown: true, trouble: { kind: "failed" } }));
  await desk.takeTheirs();
  expect(desk.state().note).toMatchObject({ kind: "conflict", current: 8, trouble: { kind: "failed" } });
  archive.load.mockResolvedValue({ ...theirs, draft_version: 9 });
  await desk.takeTheirs();
  expect(desk.state()).toMatchObject({ note: { kind: "none" }, draft: { basedOn: 9, content: { title: "Theirs" } } });
});

test("saving over theirs goes over what was shown, and whoever comes after that is shown anew", async () => {
  archive.save.mockRejectedValue(conflict(9));
  archive.load.mockResolvedValue({ ...theirs, title: "Later", draft_version: 9 });
  await desk.keepMine();
  expect(archive.save).toHaveBeenLastCalledWith(expect.objectContaining({ title: "Mine" }), 7);
  await vi.waitFor(() => expect(desk.state().note).toMatchObject({ kind: "conflict", current: 9, theirs: { title: "Later" } }));
  expect(desk.state().draft.began.title).toBe("Theirs");
});

test("nothing is saved over theirs while it is still on its way; when it cannot be shown, it can be", async () => {
  let fail = (): void => undefined;
  archive.load.mockReturnValue(new Promise((_, reject) => { fail = () => reject(new NetworkError()); }));
  archive.save.mockRejectedValue(conflict(8));
  await desk.save();
  archive.save.mockClear();
  await desk.keepMine();
  expect(archive.save).not.toHaveBeenCalled();
  expect(desk.state().note).toMatchObject({ kind: "conflict", current: 8, theirs: null, isUnshown: false });
  fail();
  await vi.waitFor(() => expect(desk.state().note).toMatchObject({ isUnshown: true, trouble: { kind: "failed" } }));
  archive.save.mockResolvedValue({ ...survey, title: "Mine", draft_version: 9 });
  await desk.keepMine();
  expect(archive.save).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ title: "Mine" }), 8);
  expect(desk.state()).toMatchObject({ note: { kind: "none" }, draft: { isDirty: false } });
});

test.each([
  ["a read that lags behind is asked for again", [7, 8], { theirs: { draft_version: 8 }, isUnshown: false }],
  ["once, for then nobody waits for ever", [7, 7], { theirs: null, isUnshown: true }],
])("%s", async (_, versions, note) => {
  archive.load.mockReset().mockRejectedValue(new Error("asked too often"));
  for (const draft_version of versions) archive.load.mockResolvedValueOnce({ ...theirs, draft_version });
  archive.save.mockRejectedValue(conflict(8));
  await desk.save();
  await vi.waitFor(() => expect(desk.state().note).toMatchObject({ kind: "conflict", current: 8, trouble: null, ...note }));
  expect(archive.load).toHaveBeenCalledTimes(2);
});
