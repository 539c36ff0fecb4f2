/** Takes an answer back. It comes where "Send" was, so at first it takes no tap: that was the second one of two. */
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useTexts } from "@/features/participation/use-texts";

/** Longer than between the taps of a double tap; shorter than it takes to read what has come. */
const FRESH_MS = 600;

export function TakeBackButton({ onTakeBack }: { onTakeBack: () => void }) {
  const texts = useTexts().question;
  const [isFresh, setFresh] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setFresh(false), FRESH_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Button variant="quiet" size="sm" aria-disabled={isFresh || undefined} onClick={() => !isFresh && onTakeBack()}>
      {texts.takeBack}
    </Button>
  );
}
