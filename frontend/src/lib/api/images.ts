/** Images of an organization. */
import { api, dataOf } from "@/lib/api/client";

export interface UploadedImage {
  readonly id: string;
}

export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;

export function uploadImage(file: File): Promise<UploadedImage> {
  const sent = { headers: { "content-type": file.type }, body: "", bodySerializer: () => file };
  return dataOf(api.POST("/api/v1/images", sent));
}
