/** Listens to the keys of whoever leads a session. */
import { useEffect, useEffectEvent, useState } from "react";
import { commandOf, type HostCommand, isCharacter } from "@/features/sessions/api/host-keys";
import { regionUnder, type Scrolled, scrolling } from "@/features/sessions/api/scrolling";

const STORAGE_KEY = "impactpulse.keys";

export function toggleFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen();
}

export interface HostKeys {
  /** Whether letters are commands on this device; arrows and clickers always are. */
  readonly lettersCount: boolean;
  readonly letLettersCount: (count: boolean) => void;
}

/** `act` says what a command does now; null leaves the key to the browser, as does what the key can still scroll. */
export function useHostKeys(act: (command: HostCommand) => (() => void) | null, scrolled: Scrolled = regionUnder): HostKeys {
  const [lettersCount, setLettersCount] = useState(() => localStorage.getItem(STORAGE_KEY) !== "off");
  const [scrolls] = useState(() => scrolling(scrolled));
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isForElsewhere(event)) return;
    if (isCharacter(event.key) && !lettersCount) return;
    const command = commandOf(event.key);
    if ((command === "next" || command === "previous") && scrolls(event)) return;
    if (event.repeat) return;
    const perform = command && act(command);
    if (!perform) return;
    event.preventDefault();
    perform();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  const letLettersCount = (count: boolean) => {
    localStorage.setItem(STORAGE_KEY, count ? "on" : "off");
    setLettersCount(count);
  };
  return { lettersCount, letLettersCount };
}

/** Not ours: what is typed, and what a menu, a dialog or the queue of questions is driven with. A button that was clicked keeps the focus, and has no use for our keys. */
const ELSEWHERE = "input, textarea, select, [contenteditable], [role=menu], [role=dialog], [role=alertdialog], [role=application], [role=feed]";

function isForElsewhere({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest(ELSEWHERE) !== null;
}
