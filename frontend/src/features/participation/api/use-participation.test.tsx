import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { participantToken } from "@/features/participation/api/join";
import { useParticipation } from "@/features/participation/api/use-participation";
import type { ParticipantSession } from "@/lib/api/schema";
import { openDatabase, saveParticipation } from "@/lib/outbox/database";
import { NoToken } from "@/lib/socket/no-token";
import { FakeServer, held, refusal, success } from "@/testing/fake-server";

const preview = (session: string) => ({ session, title: "Autumn meeting", mode: "live", theme: {} });

async function joinedBefore(code: string, expiresAt = "2036-01-01T00:00:00Z") {
  const database = await openDatabase();
  const seen = { id: "ses_1" } as ParticipantSession;
  await saveParticipation(database, { session: "ses_1", code, participant: "p1", token: "t", expiresAt, seen });
  return database;
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

it("a token whose time is over is traded for a new one of the same participant", async () => {
  const database = await joinedBefore("CCCCCC", "2020-01-01T00:00:00Z");
  const server = new FakeServer().on("POST /api/v1/join", success({ token: "renewed", expires_at: "2036-01-01T00:00:00Z", participant: "p1", welcome_back: true, session: { id: "ses_1" } }));
  await expect(participantToken(database, "ses_1")).resolves.toBe("renewed");
  expect(server.askedOf("POST /api/v1/join")[0]!.headers.get("authorization")).toBe("Bearer t");
});

it("at a door that stays shut nobody knocks for ever", async () => {
  const database = await joinedBefore("DDDDDD", "2020-01-01T00:00:00Z");
  const server = new FakeServer().on("POST /api/v1/join", refusal(403, "invitation_needed"));
  await expect(participantToken(database, "ses_1")).rejects.toBeInstanceOf(NoToken);
  server.on("POST /api/v1/join", refusal(503, "unavailable"));
  await expect(participantToken(database, "ses_1")).rejects.not.toBeInstanceOf(NoToken);
});
