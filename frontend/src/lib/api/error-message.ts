/** What to tell people about a failed request. */
import { ApiError, NetworkError } from "@/lib/api/client";

export function errorMessage(error: unknown): string {
  if (error instanceof ApiError || error instanceof NetworkError) return error.message;
  return "Something went wrong on this page. Reload it and try again.";
}
