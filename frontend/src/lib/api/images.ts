/** Images of an organization. */
import { call } from "@/lib/api/client";

export interface UploadedImage {
  readonly id: string;
}

export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;

export function uploadImage(file: File): Promise<UploadedImage> {
  return call<UploadedImage>("/images", { method: "POST", body: file });
}
