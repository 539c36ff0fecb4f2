/** The organization's API keys. */
import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/api-keys", { signal })),
});
