import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { useParticipation } from "@/features/participation/api/use-participation";
import type { ParticipantSession } from "@/lib/api/schema";
import { openDatabase, saveParticipation } from "@/lib/outbox/database";
import { FakeServer, held, success } from "@/testing/fake-server";

const preview = (session: string) => ({ session, title: "Autumn meeting", mode: "live", theme: {} });

async function joinedBefore(code: string) {
  const database = await openDatabase();
  const seen = { id: "ses_1" } as ParticipantSession;
  await saveParticipation(database, { session: "ses_1", code, participant: "p1", token: "t", expiresAt: "2036-01-01T00:00:00Z", seen });
}

it("who has joined goes on before the server has said where the code leads", async () => {
  await joinedBefore("AAAAAA");
  const { answer, release } = held(() => success(preview("ses_1")));
  const server = new FakeServer().on("GET /api/v1/join/AAAAAA", answer);
  const { result } = renderHook(() => useParticipation("AAAAAA"));
  await waitFor(() => expect(result.current.entrance.kind).toBe("joined"));
  const { entrance } = result.current;
  release();
  await act(() => vi.waitFor(() => expect(server.asked).toHaveLength(1)));
  expect(result.current.entrance).toBe(entrance);
});

it("a code that leads elsewhere by now leads there", async () => {
  await joinedBefore("BBBBBB");
  new FakeServer().on("GET /api/v1/join/BBBBBB", success(preview("ses_2")));
  const { result } = renderHook(() => useParticipation("BBBBBB"));
  await waitFor(() => expect(result.current.entrance).toMatchObject({ kind: "new", preview: { session: "ses_2" } }));
});
