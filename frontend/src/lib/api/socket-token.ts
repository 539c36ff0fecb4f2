/** The token that opens a member's socket. */
import { ApiError, api, dataOf } from "@/lib/api/client";
import { NoToken } from "@/lib/socket/no-token";

export async function socketToken(): Promise<string> {
  try {
    return (await dataOf(api.POST("/api/v1/auth/socket-token"))).token;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) throw new NoToken();
    throw error;
  }
}
