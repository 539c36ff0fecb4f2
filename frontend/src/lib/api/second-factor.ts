/** Whether login takes two steps, and whether the organization asks for it. */
import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/lib/api/client";

export const secondFactorQuery = queryOptions({
  queryKey: ["second-factor"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/auth/second-factor", { signal })),
});
