/** What the audience shows, on the screens: only what is new, and as numbers where less motion is wanted. */
import { act, cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RECENT_MS } from "@/features/sessions/api/use-reactions";
import type { Room } from "@/features/sessions/api/use-room";
import { ReactionsOverlay } from "@/features/sessions/components/reactions-overlay";
import { Channels } from "@/lib/socket/channels";
import type { ReactionsData } from "@/lib/socket/frames";

const CHANNEL = "session:ses_1:reactions";

/** A connection that holds the channel as the real one does. */
function drawn(isStill: boolean) {
  vi.stubGlobal("matchMedia", () => ({ matches: isStill, addEventListener: () => undefined, removeEventListener: () => undefined }));
  const channels = new Channels();
  const connection = {
    view: () => channels.view(CHANNEL),
    listen: (_session: string, _kind: string, listener: () => void) => {
      channels.listen(CHANNEL, "reactions", listener);
      return () => channels.leave(CHANNEL, listener);
    },
  };
  const { container } = render(<ReactionsOverlay room={{ connection, session: { id: "ses_1" } } as unknown as Room} />);
  let version = 0;
  const tell = (counts: ReactionsData["counts"], epoch = 1) =>
    act(() => void channels.take({ type: "snapshot", channel: CHANNEL, epoch, version: (version += 1), as_of: "2026-11-28T20:00:00Z", data: { counts } }));
  return { tell, signs: () => [...container.querySelectorAll(".animate-float")].map((sign) => sign.textContent) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("signs rise for what a frame adds, never for what was before it or for another gateway's sums", () => {
  const { tell, signs } = drawn(false);
  tell({ clap: 400 });
  expect(signs()).toEqual([]);
  tell({ clap: 401, wow: 1 });
  expect(signs()).toEqual(["👏", "😮"]);
  tell({ clap: 900 }, 2);
  expect(signs()).toHaveLength(2);
  tell({ clap: 1_900 }, 2);
  expect(signs()).toHaveLength(12);
  act(() => void vi.advanceTimersByTime(5_000));
  expect(signs()).toEqual([]);
});

it("where less motion is wanted nothing rises, and a number tells of the last seconds", () => {
  const { tell, signs } = drawn(true);
  tell({});
  tell({ love: 3 });
  tell({ love: 7 });
  expect(signs()).toEqual([]);
  expect(within(screen.getByRole("list", { name: "Reactions of the last ten seconds" })).getByRole("listitem")).toHaveTextContent("7");
  act(() => void vi.advanceTimersByTime(RECENT_MS + 1_000));
  expect(screen.queryByRole("list")).toBeNull();
});
