/** The parts of the editor, side by side; the address says which is open. */
import { useRef } from "react";
import { Link, useSearchParams } from "react-router";
import { useOpenInView } from "@/components/ui/use-open-in-view";
import { EDITOR_VIEWS, viewIn } from "@/features/surveys/editor-views";
import { useTexts } from "@/features/surveys/use-texts";

export function EditorNav() {
  const texts = useTexts().editor.views;
  const [address] = useSearchParams();
  const open = viewIn(address);
  const row = useRef<HTMLDivElement>(null);
  useOpenInView(row, open);
  return (
    <nav aria-label={texts.label} className="mt-2 border-b border-line">
      <div ref={row} className="-mx-4 flex gap-1 overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:px-0">
        {EDITOR_VIEWS.map((view) => (
          <Link
            key={view}
            to={`?view=${view}`}
            replace
            aria-current={view === open ? "page" : undefined}
            className={`-mb-px shrink-0 rounded-t-lg border-b-2 px-3 py-2 text-[0.9375rem] font-semibold whitespace-nowrap transition-colors -outline-offset-2 ${view === open ? "border-brand text-brand" : "border-transparent text-muted hover:border-line-strong hover:text-ink"}`}
          >
            {texts[view]}
          </Link>
        ))}
      </div>
    </nav>
  );
}
