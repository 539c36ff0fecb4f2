/** The colour theme: what was chosen, what is shown, and keeping the page in step with both. */
import { useSyncExternalStore } from "react";

export type ThemeChoice = "light" | "dark" | "system";

const STORAGE_KEY = "impactpulse.theme";
const listeners = new Set<() => void>();
const systemIsDark = () => window.matchMedia("(prefers-color-scheme: dark)");

interface Theme {
  readonly choice: ThemeChoice;
  readonly shown: "light" | "dark";
}

let theme: Theme = { choice: "system", shown: "light" };

/** Call once before the first paint. */
export function startTheme(): void {
  systemIsDark().addEventListener("change", show);
  show();
}

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === "system") localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, choice);
  show();
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => theme,
  );
}

function show(): void {
  const stored = localStorage.getItem(STORAGE_KEY);
  const choice = stored === "light" || stored === "dark" ? stored : "system";
  const shown = choice === "system" ? (systemIsDark().matches ? "dark" : "light") : choice;
  theme = { choice, shown };
  document.documentElement.dataset.theme = shown;
  for (const listener of listeners) listener();
}
