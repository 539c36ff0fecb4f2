/** Where somebody is in a form, and what was found to be in the way there. */
import { useState } from "react";
import { NO_PROBLEMS } from "@/questions/form/use-form-focus";

export interface FormWalk {
  /** The page that was turned to; there may be fewer since, by what was answered. */
  readonly wanted: number;
  /** By question; NO_PROBLEMS where nobody has looked. */
  readonly problems: Readonly<Record<string, string>>;
  /** How often something was turned to. */
  readonly turns: number;
  readonly go: (to: number, found?: Readonly<Record<string, string>>) => void;
  /** Stays on the page, for what was found on it. */
  readonly stop: (found: Readonly<Record<string, string>>) => void;
}

/** `scrollUp` brings the head of a page that was turned to into view. */
export function useFormWalk(scrollUp: () => void): FormWalk {
  const [wanted, setAt] = useState(0);
  const [problems, stop] = useState(NO_PROBLEMS);
  const [turns, setTurns] = useState(0);
  const go = (to: number, found = NO_PROBLEMS) => {
    stop(found);
    setAt(to);
    setTurns((before) => before + 1);
    scrollUp();
  };
  return { wanted, problems, turns, go, stop };
}
