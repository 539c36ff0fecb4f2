import { expect, it, vi } from "vitest";
import { kept } from "@/features/participation/api/use-seen-session";

it("looks once where it has seen something, and again and again where it is told how often, also after failures", async () => {
  const once = vi.fn(() => Promise.resolve("seen"));
  await kept(once, null, new AbortController().signal, () => {});
  expect(once).toHaveBeenCalledTimes(1);

  const given = new AbortController();
  const seen: number[] = [];
  const again = vi.fn(() => (again.mock.calls.length === 2 ? Promise.reject(new Error("away")) : Promise.resolve(again.mock.calls.length)));
  await kept(again, 1, given.signal, (what) => {
    seen.push(what);
    if (what === 5) given.abort();
  });
  expect(seen).toEqual([1, 3, 4, 5]);
});
