/** Keys of the projector screen; Page Up and Page Down are what clickers send. */
import { useEffect, useEffectEvent } from "react";
import { neighbour } from "@/features/sessions/api/progress";
import type { Room } from "@/features/sessions/api/use-room";

export function toggleFullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen();
}

export function usePresenterKeys(room: Room, mayEdit: boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isForElsewhere(event)) return;
    if (event.key === "f") return toggleFullScreen();
    if (!mayEdit || room.state.phase === "ended") return;
    const act = event.key === "q" ? () => room.control(room.state.screen === "audience" ? "survey" : "audience") : actionOf(event.key, room);
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

/** Not ours: what is typed, and what a menu or a dialog is driven with. A button that was clicked keeps the focus, and has no use for our keys. */
function isForElsewhere({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=menu], [role=dialog], [role=alertdialog]") !== null;
}

function actionOf(key: string, { control, state, session }: Room): (() => void) | null {
  if (session.mode !== "live") return null;
  const current = state.question;
  switch (key) {
    case "ArrowRight":
    case "PageDown":
      return () => control("next");
    case "ArrowLeft":
    case "PageUp": {
      const previous = neighbour(session, current, -1);
      return previous && (() => control("show", { question: previous.id }));
    }
    case "o":
      return current === null ? null : () => control(state.accepting ? "close" : "open");
    case "r":
      return current === null ? null : () => control(state.revealed.includes(current) ? "hide" : "reveal");
    default:
      return null;
  }
}
