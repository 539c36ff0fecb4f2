/** The first letters of a name, on a round tile for people and a square one for organizations. */
import { clsx } from "clsx";

interface InitialsProps {
  name: string;
  shape?: "round" | "square";
  className?: string;
}

export function Initials({ name, shape = "round", className }: InitialsProps) {
  return (
    <span aria-hidden="true" className={clsx("grid size-9 shrink-0 place-items-center bg-brand-soft text-sm font-bold text-brand", shape === "round" ? "rounded-full" : "rounded-[0.625rem]", className)}>
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).slice(0, 2);
  return words.map((word) => Array.from(word)[0] ?? "").join("").toUpperCase();
}
