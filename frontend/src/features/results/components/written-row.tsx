/** One text, with its tags; digits put the first nine on it and take them off. */
import { clsx } from "clsx";
import { type KeyboardEvent, useId } from "react";
import { TagDot } from "@/features/results/components/tag-dot";
import type { Tag, WrittenText } from "@/lib/api/schema";
import { useMoments } from "@/lib/i18n/moments";

interface WrittenRowProps {
  text: WrittenText;
  tags: readonly Tag[];
  /** Left out where the member may only read. */
  onTag?: ((tag: string, isOn: boolean) => void) | undefined;
}

export function WrittenRow({ text, tags, onTag }: WrittenRowProps) {
  const id = useId();
  const { exactly } = useMoments();
  const shown = onTag ? tags : tags.filter(({ id }) => text.tags.includes(id));
  const toggle = (tag: Tag) => onTag?.(tag.id, !text.tags.includes(tag.id));
  const byDigit = (event: KeyboardEvent) => {
    const tag = /^[1-9]$/.test(event.key) ? tags[Number(event.key) - 1] : undefined;
    if (tag && !event.ctrlKey && !event.metaKey && !event.altKey) toggle(tag);
  };
  return (
    <li className="px-5 py-4" onKeyDown={byDigit}>
      <p id={id} dir="auto" className="break-words whitespace-pre-wrap">
        {text.text}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <time dateTime={text.at} className="figures me-2 text-sm text-faint">
          {exactly(text.at)}
        </time>
        {shown.length > 0 && (
          <div role="group" aria-labelledby={id} className="flex flex-wrap gap-1.5">
            {shown.map((tag) => (
              <TagChip key={tag.id} tag={tag} isOn={text.tags.includes(tag.id)} onToggle={onTag && (() => toggle(tag))} />
            ))}
          </div>
        )}
      </div>
    </li>
  );
}

const CHIP = "inline-flex min-h-7 items-center gap-1.5 rounded-full px-2.5 text-sm font-semibold ring-1 ring-inset";

function TagChip({ tag, isOn, onToggle }: { tag: Tag; isOn: boolean; onToggle: (() => void) | undefined }) {
  const look = clsx(CHIP, isOn ? "bg-brand-soft text-brand ring-brand/40" : "text-muted ring-line-strong/60");
  const content = (
    <>
      <TagDot colour={tag.colour} />
      <bdi>{tag.name}</bdi>
    </>
  );
  if (!onToggle) return <span className={look}>{content}</span>;
  return (
    <button type="button" aria-pressed={isOn} className={clsx(look, "hover:bg-sunken")} onClick={onToggle}>
      {content}
    </button>
  );
}
