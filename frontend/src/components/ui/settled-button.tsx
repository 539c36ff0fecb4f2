/** A button that comes where another was just tapped: at first it takes no tap, for that was the second one of two. */
import { type ComponentProps, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

/** Longer than between the taps of a double tap; shorter than it takes to read what has come. */
const FRESH_MS = 600;

export function SettledButton({ onClick, ...rest }: ComponentProps<typeof Button>) {
  const [isFresh, setFresh] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setFresh(false), FRESH_MS);
    return () => clearTimeout(timer);
  }, []);
  return <Button aria-disabled={isFresh || undefined} onClick={isFresh ? undefined : onClick} {...rest} />;
}
