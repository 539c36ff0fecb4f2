import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Archive, Desk, SAVE_PAUSE_MS } from "@/features/surveys/api/desk";
import { ApiError, NetworkError } from "@/lib/api/client";
import type { Survey, SurveyEdit } from "@/lib/api/schema";
import { newQuestion } from "@/testing/questions";

const survey: Survey = {
  id: "srv_1", title: "T", description: "", draft_version: 1, published_version: null, links: {},
  created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [], sections: [], language: "en", translations: {}, theme: {}, archived_at: null,
};

/** An archive that takes a while, refuses what is behind, and notes what it was given. */
class SlowArchive implements Archive {
  version = 1;
  stored: SurveyEdit[] = [];
  refusal: Error | null = null;
  /** Whether answers are lost on their way back. */
  isDeaf = false;
  published = 0;
  standing: Partial<Survey> = { title: "Theirs" };

  async save(edit: SurveyEdit, basedOn: number): Promise<Survey> {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (this.refusal) throw this.refusal;
    if (basedOn !== this.version) throw conflict(this.version);
    this.stored.push(edit);
    this.version += 1;
    this.standing = edit;
    if (this.isDeaf) throw new NetworkError();
    return { ...survey, ...edit, draft_version: this.version };
  }

  async publish(basedOn: number): Promise<{ version: number }> {
    await new Promise((resolve) => setTimeout(resolve, 150));
    const standing = this.version;
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (basedOn !== standing) throw conflict(standing);
    return { version: ++this.published };
  }

  load = () => Promise.resolve({ ...survey, ...this.standing, draft_version: this.version });
}

function conflict(current: number): ApiError {
  const data = { temporary: false, retry_after_ms: null, current };
  return new ApiError(412, { success: false, data, message: "No.", errors: [], metadata: { timestamp: "", request_id: "" } } as never);
}

let archive: SlowArchive;
let desk: Desk;
const title = (text: string) => desk.dispatch({ type: "described", changed: { title: text } });
const titles = () => archive.stored.map((edit) => edit.title);

beforeEach(() => {
  vi.useFakeTimers();
  archive = new SlowArchive();
  desk = new Desk(survey, archive);
});
afterEach(() => vi.useRealTimers());

test("what was edited is saved by itself when the typing pauses, and what was typed meanwhile after it", async () => {
  title("A");
  title("AB");
  await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS + 50);
  expect(desk.state().isSaving).toBe(true);
  title("ABC");
  await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS + 200);
  expect(titles()).toEqual(["AB", "ABC"]);
  expect(desk.state().draft).toMatchObject({ isDirty: false, basedOn: 3 });
});

test("publishing waits for the save that is on its way, and saves what came after it", async () => {
  title("A");
  void desk.save();
  title("AB");
  const published = desk.publish();
  await vi.advanceTimersByTimeAsync(500);
  expect(await published).toBe(true);
  expect(titles()).toEqual(["A", "AB"]);
  expect(desk.state().note).toEqual({ kind: "published", version: 1 });
});

test("a draft that lacks something is not saved by itself, and a save by hand says what it is", async () => {
  desk.dispatch({ type: "added", question: newQuestion("nps", "a") });
  await vi.advanceTimersByTimeAsync(10 * SAVE_PAUSE_MS);
  expect([titles(), desk.state().note.kind]).toEqual([[], "none"]);
  expect(await desk.save()).toBe(false);
  expect(desk.state().note).toMatchObject({ kind: "incomplete", problems: [{ field: "questions.0.title" }] });
});

test("where somebody else was first, nothing more is saved until one is chosen", async () => {
  archive.version = 7;
  title("Mine");
  await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS + 200);
  expect(desk.state().note).toMatchObject({ kind: "conflict", current: 7, trouble: null });
  title("Mine!");
  await vi.advanceTimersByTimeAsync(10 * SAVE_PAUSE_MS);
  expect(titles()).toEqual([]);
  void desk.keepMine();
  await vi.advanceTimersByTimeAsync(200);
  expect(titles()).toEqual(["Mine!"]);
  expect(desk.state()).toMatchObject({ note: { kind: "none" }, draft: { basedOn: 8, isDirty: false } });
});

test("undoing a merge saves one's own again, over the version that was taken", async () => {
  archive.version = 7;
  title("Mine");
  await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS + 200);
  await desk.takeTheirs();
  expect(desk.state().draft).toMatchObject({ content: { title: "Theirs" }, isDirty: false });
  desk.dispatch({ type: "undone" });
  await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS + 200);
  expect(titles()).toEqual(["Mine"]);
});

test("without a network it tries again; whoever leaves the page leaves nothing behind", async () => {
  archive.refusal = new NetworkError();
  title("A");
  await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS + 200);
  expect(desk.state().note.kind).toBe("failed");
  archive.refusal = null;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(titles()).toEqual(["A"]);
  title("AB");
  void desk.leave();
  await vi.advanceTimersByTimeAsync(200);
  expect(titles()).toEqual(["A", "AB"]);
});

test("what the author has not seen is not published", async () => {
  archive.version = 7;
  const refused = desk.publish();
  await vi.advanceTimersByTimeAsync(300);
  expect(await refused).toBe(false);
  expect(desk.state()).toMatchObject({ note: { kind: "conflict", current: 7 }, isPublishing: false });
  expect(archive.published).toBe(0);
  await desk.takeTheirs();
  const published = desk.publish();
  await vi.advanceTimersByTimeAsync(300);
  expect(await published).toBe(true);
  expect(archive.published).toBe(1);
});

test("one's own save that overtakes the request to publish is no conflict", async () => {
  const published = desk.publish();
  title("A");
  void desk.save();
  await vi.advanceTimersByTimeAsync(500);
  expect(await published).toBe(true);
  expect(titles()).toEqual(["A"]);
  expect(desk.state().note).toEqual({ kind: "published", version: 1 });
});

test("nor are two of them, the second still on its way when the refusal of the first comes", async () => {
  const published = desk.publish();
  title("A");
  void desk.save();
  await vi.advanceTimersByTimeAsync(120);
  title("AB");
  void desk.save();
  await vi.advanceTimersByTimeAsync(700);
  expect(await published).toBe(true);
  expect(titles()).toEqual(["A", "AB"]);
  expect(desk.state().note).toEqual({ kind: "published", version: 1 });
});

test("somebody else's save between one's own and the request is a conflict", async () => {
  const published = desk.publish();
  title("A");
  void desk.save();
  await vi.advanceTimersByTimeAsync(150);
  archive.version = 7;
  await vi.advanceTimersByTimeAsync(500);
  expect(await published).toBe(false);
  expect([desk.state().note, archive.published]).toMatchObject([{ kind: "conflict", current: 7 }, 0]);
});

test("a save whose answer was lost is no conflict: it goes on from there", async () => {
  archive.isDeaf = true;
  title("A");
  await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS + 200);
  expect(desk.state().note.kind).toBe("failed");
  title("AB");
  archive.isDeaf = false;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(titles()).toEqual(["A", "AB"]);
  expect(desk.state()).toMatchObject({ note: { kind: "none" }, draft: { isDirty: false, basedOn: 3 } });
});

test("where an answer was lost and somebody else was first, that is a conflict", async () => {
  archive.refusal = new NetworkError();
  title("A");
  await vi.advanceTimersByTimeAsync(SAVE_PAUSE_MS + 200);
  archive.refusal = null;
  archive.version = 2;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(desk.state().note).toMatchObject({ kind: "conflict", current: 2 });
  expect(titles()).toEqual([]);
});

test("going on loses what lacks something, what is in a conflict, and what could not be saved", async () => {
  expect(desk.wouldLose()).toBe(false);
  title("");
  expect(desk.wouldLose()).toBe(true);
  title("A");
  expect(desk.wouldLose()).toBe(false);
  archive.refusal = new NetworkError();
  void desk.save();
  await vi.advanceTimersByTimeAsync(200);
  expect(desk.wouldLose()).toBe(true);
  archive.refusal = conflict(7);
  void desk.save();
  await vi.advanceTimersByTimeAsync(200);
  expect([desk.state().note.kind, desk.wouldLose()]).toEqual(["conflict", true]);
});
