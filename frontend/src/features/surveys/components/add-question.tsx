/** The question types by family, to look through or to search; arrows, Home and End move, Escape closes. */
import { Plus, Search } from "lucide-react";
import { Popover } from "radix-ui";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useSettingTexts } from "@/components/settings/use-texts";
import { Button } from "@/components/ui/button";
import { useTexts } from "@/features/surveys/use-texts";
import { newQuestionId } from "@/lib/questions/new-id";
import type { Question, QuestionType } from "@/lib/questions/question";
import { useTypeNames } from "@/questions/names/use-type-names";
import { QuestionIcon } from "@/questions/question-icon";
import { newQuestion } from "@/questions/registry";
import { typesByFamily } from "@/questions/search";

export function AddQuestion({ onAdd }: { onAdd: (question: Question) => void }) {
  const texts = useTexts().editor.questions;
  const { drafts } = useSettingTexts();
  const [isOpen, setOpen] = useState(false);
  const add = (type: QuestionType) => {
    setOpen(false);
    onAdd(newQuestion(type, newQuestionId(), drafts));
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button variant="secondary" className="w-full border-dashed">
          <Plus className="size-5" /> {texts.add}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="start" sideOffset={6} collisionPadding={12} aria-label={texts.types} onCloseAutoFocus={(event) => event.preventDefault()} className="z-50 flex max-h-[min(80dvh,var(--radix-popover-content-available-height))] w-[min(44rem,calc(100vw-2rem))] animate-rise flex-col overflow-hidden rounded-2xl bg-surface shadow-high ring-1 ring-line">
          <TypeMenu onChoose={add} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function TypeMenu({ onChoose }: { onChoose: (type: QuestionType) => void }) {
  const texts = useTexts().editor.questions;
  const [wanted, setWanted] = useState("");
  const menu = useRef<HTMLDivElement>(null);
  const names = useTypeNames();
  const found = typesByFamily(wanted, names);
  const first = found[0]?.types[0];
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  const move = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || (at < 0 && event.key !== "ArrowDown")) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };
  return (
    <div className="flex min-h-0 flex-col" onKeyDown={move}>
      <label className="flex items-center gap-3 border-b border-line px-4">
        <Search aria-hidden="true" className="size-5 shrink-0 text-faint" />
        <input
          type="search"
          autoFocus
          aria-label={texts.search}
          placeholder={texts.searchExample}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && first && onChoose(first)}
          className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
      </label>
      <div ref={menu} role="menu" aria-label={texts.types} className="min-h-0 overflow-y-auto p-2 sm:columns-2 sm:gap-2">
        {found.map(({ family, types }) => (
          <div key={family} role="group" aria-label={names.families[family]} className="mb-2 break-inside-avoid">
            <p aria-hidden="true" className="px-3 pt-2 pb-1 text-2xs font-semibold text-faint">{names.families[family]}</p>
            {types.map((type) => <TypeItem key={type} type={type} onChoose={() => onChoose(type)} />)}
          </div>
        ))}
      </div>
      {found.length === 0 && <p role="status" className="px-5 pt-2 pb-6 text-faint">{texts.noType}</p>}
    </div>
  );
}

function TypeItem({ type, onChoose }: { type: QuestionType; onChoose: () => void }) {
  const { name, hint } = useTypeNames().types[type];
  const id = useId();
  return (
    <button type="button" role="menuitem" aria-label={name} aria-describedby={id} onClick={onChoose} className="flex w-full items-center gap-3 rounded-xl px-3 py-2 text-start outline-none hover:bg-brand-soft focus-visible:bg-brand-soft focus-visible:text-brand">
      <span className="grid size-9 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand"><QuestionIcon type={type} className="size-5" /></span>
      <span className="min-w-0">
        <span className="block text-[0.9375rem] leading-tight font-semibold">{name}</span>
        <span id={id} className="block text-sm leading-snug text-faint">{hint}</span>
      </span>
    </button>
  );
}
