/** Respondents who answer over REST, for a room that is not empty. */
import type { APIRequestContext } from "@playwright/test";
import { v7 as newKey } from "uuid";
import { post } from "./stage";

export interface Respondent {
  readonly token: string;
  readonly session: string;
}

export async function gather(request: APIRequestContext, code: string, size: number): Promise<Respondent[]> {
  const joined: Respondent[] = [];
  for (let i = 0; i < size; i += 1) {
    const { token, session } = await post<{ token: string; session: { id: string } }>(request, "/api/v1/join", { code });
    joined.push({ token, session: session.id });
  }
  return joined;
}

export async function answer(request: APIRequestContext, { token, session }: Respondent, part: string, answers: object, attempt = 1): Promise<void> {
  const response = await request.post(`/api/v1/sessions/${session}/submissions`, {
    headers: { authorization: `Bearer ${token}` },
    data: { key: newKey(), part, attempt, revision: 1, answers },
  });
  if (!response.ok()) throw new Error(await response.text());
}

/** Draws from weighted values, the same at every run. */
export function drawer(seed: number) {
  let state = seed;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return {
    random,
    from: <T>(weighted: readonly (readonly [T, number])[]): T => {
      let left = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of weighted) if ((left -= weight) <= 0) return value;
      return weighted.at(-1)![0];
    },
    normal: (mean: number, sd: number) => mean + sd * (random() + random() + random() + random() - 2) * Math.sqrt(3),
  };
}
