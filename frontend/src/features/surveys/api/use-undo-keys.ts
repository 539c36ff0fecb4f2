/** Ctrl+Z and Shift+Ctrl+Z (⌘ on a Mac, and Ctrl+Y) step through the draft, in its text fields too. */
import { useEffect } from "react";
import type { Editor } from "@/features/surveys/api/use-editor";

/** What is typed there is no part of the draft, and the browser's own undo is left to it. */
const ELSEWHERE = "[role=dialog], [role=alertdialog], [data-no-draft]";

export function useUndoKeys(dispatch: Editor["dispatch"], isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const turn = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
      if (event.target instanceof Element && event.target.closest(ELSEWHERE)) return;
      event.preventDefault();
      dispatch({ type: key === "y" || event.shiftKey ? "redone" : "undone" });
    };
    window.addEventListener("keydown", turn);
    return () => window.removeEventListener("keydown", turn);
  }, [dispatch, isOn]);
}
