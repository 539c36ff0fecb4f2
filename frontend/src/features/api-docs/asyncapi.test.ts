import { describe, expect, it } from "vitest";
import published from "@/generated/frames.json";
import { fieldsOf, framesOf, type SocketDocument } from "./asyncapi";

const socket = published as unknown as SocketDocument;
const { schemas } = socket.components;

describe("the document of the socket", () => {
  it("gives the frames of each direction", () => {
    expect(framesOf(socket, "receive").map(({ name }) => name)).toContain("subscribe");
    expect(framesOf(socket, "send").map(({ name }) => name)).toContain("snapshot");
  });

  it("has a row for every field of a frame", () => {
    const rows = Object.fromEntries(fieldsOf(socket.components.messages.control!.payload, schemas).map((row) => [row.name, row]));
    expect(rows.type).toMatchObject({ type: '"control"', required: true });
    expect(rows.seconds).toMatchObject({ required: false });
    expect(rows.action?.type).toContain('"open"');
  });

  it("names the data of a channel, and keeps that it is required", () => {
    const rows = fieldsOf(socket.channels.results!.messages.snapshot!.payload, schemas);
    expect(rows.find(({ name }) => name === "data")).toEqual({ name: "data", type: "ResultsData", required: true, description: "" });
  });

  it.each([
    [{ type: "array", items: { type: "string" } }, "string[]"],
    [{ type: "object", additionalProperties: { type: "integer" } }, "{ …: integer }"],
    [{ anyOf: [{ type: "string" }, { type: "null" }, { type: "string" }] }, "string | null"],
    [{ type: ["string", "null"] }, "string | null"],
    [{}, "any"],
  ])("writes %j as %s", (field, type) => {
    expect(fieldsOf({ properties: { field } }, {})[0]?.type).toBe(type);
  });
});
