/** The parts of the editor, as the address of the page names them. */
export const EDITOR_VIEWS = ["questions", "logic", "languages", "settings", "versions"] as const;
export type EditorView = (typeof EDITOR_VIEWS)[number];

export function viewIn(address: URLSearchParams): EditorView {
  const named = address.get("view");
  return EDITOR_VIEWS.find((view) => view === named) ?? EDITOR_VIEWS[0];
}
