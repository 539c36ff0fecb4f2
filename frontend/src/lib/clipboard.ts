/** Puts a text on the clipboard, also of a page that came by plain http, to which browsers give no `navigator.clipboard`. */

/** Whether it is there now. Call it while a press is being dealt with: browsers refuse it otherwise. */
export async function copyText(text: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  try {
    await clipboard?.writeText(text);
    if (clipboard) return true;
  } catch {
    // Refused by a permission or a policy, neither of which is asked about what is selected.
  }
  return copySelected(text);
}

/** The way from before there was an interface for it, and the only one without: selects the text and copies that. No focus moves, so dialogs keep theirs. */
function copySelected(text: string): boolean {
  const place = document.createElement("span");
  place.textContent = text;
  place.ariaHidden = "true";
  Object.assign(place.style, { position: "fixed", top: "0", clipPath: "inset(50%)", whiteSpace: "pre", userSelect: "text" });
  // As plain text, without the look of the page.
  place.addEventListener("copy", (event) => {
    event.preventDefault();
    event.clipboardData?.setData("text/plain", text);
  });
  document.body.append(place);
  const selection = window.getSelection();
  const before = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
  try {
    selection?.selectAllChildren(place);
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    selection?.removeAllRanges();
    if (before) selection?.addRange(before);
    place.remove();
  }
}
