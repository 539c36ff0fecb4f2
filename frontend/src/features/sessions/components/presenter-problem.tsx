/** Why the last command did nothing: for whoever pressed a key, and gone again before the audience has read it twice. */
import { useEffect, useState } from "react";
import { Notice } from "@/components/ui/surface";

export const SHOWN_MS = 6_000;

export function PresenterProblem({ problem }: { problem: string | null }) {
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    if (problem === null) return;
    const timer = setTimeout(() => setOld(true), SHOWN_MS);
    return () => {
      clearTimeout(timer);
      setOld(false);
    };
  }, [problem]);
  if (problem === null || isOld) return null;
  return (
    <Notice tone="bad" className="mx-[2.5vw] mb-3 animate-rise text-lg">
      {problem}
    </Notice>
  );
}
