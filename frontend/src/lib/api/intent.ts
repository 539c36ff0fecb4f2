/** One wish to create something: its Idempotency-Key stays while nobody knows whether it came true, so that another press makes no second one. */
import { useState } from "react";
import { ApiError } from "@/lib/api/client";
import { newId } from "@/lib/new-id";

export type KeyHeader = Readonly<Record<"Idempotency-Key", string>>;

export class Intent {
  private held: { readonly content: string; readonly key: string } | null = null;

  async send<T>(content: unknown, request: (headers: KeyHeader) => Promise<T>): Promise<T> {
    const text = JSON.stringify(content);
    const { key } = (this.held = this.held?.content === text ? this.held : { content: text, key: newId() });
    try {
      const made = await request({ "Idempotency-Key": key });
      this.held = null;
      return made;
    } catch (error) {
      if (isDecided(error)) this.held = null;
      throw error;
    }
  }
}

export function useIntent(): Intent {
  const [intent] = useState(() => new Intent());
  return intent;
}

/** Whether nothing was made, and the same request would be refused again. */
function isDecided(error: unknown): boolean {
  return error instanceof ApiError && !error.temporary && error.status < 500;
}
