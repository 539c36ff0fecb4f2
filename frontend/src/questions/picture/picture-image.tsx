/** The picture of an option; while a draft has none, its place. */
import { ImageIcon } from "lucide-react";
import { clsx } from "clsx";
import { useState } from "react";
import type { PictureOption } from "@/lib/questions/question";

export function PictureImage({ option, className }: { option: Pick<PictureOption, "image" | "alt">; className?: string }) {
  const [failed, setFailed] = useState<string | null>(null);
  if (option.image && failed !== option.image)
    return <img src={`/api/v1/images/${option.image}`} alt={option.alt} draggable={false} onError={() => setFailed(option.image ?? null)} className={clsx("bg-sunken object-cover", className)} />;
  return (
    <span role={option.alt ? "img" : undefined} aria-label={option.alt || undefined} aria-hidden={option.alt ? undefined : true} className={clsx("grid place-items-center bg-sunken text-line-strong", className)}>
      <ImageIcon className="size-1/3 max-h-10" strokeWidth={1.5} />
    </span>
  );
}
