/** A drop-down menu of actions. */
import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { directionOf } from "@/lib/i18n/direction";
import { useLanguage } from "@/lib/i18n/language";

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "center" | "end";
}

export function Menu({ trigger, children, align = "end" }: MenuProps) {
  const language = useLanguage();
  return (
    <DropdownMenu.Root dir={directionOf(language)} modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          className="z-50 max-h-[80dvh] min-w-52 animate-rise overflow-y-auto rounded-2xl bg-surface p-1.5 shadow-high ring-1 ring-line"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const ITEM = "flex cursor-pointer items-center gap-3 rounded-xl px-3 py-2.5 text-[0.9375rem] outline-none data-highlighted:bg-brand-soft data-highlighted:text-brand data-disabled:cursor-default data-disabled:opacity-60";

interface MenuItemProps {
  icon?: ReactNode;
  hint?: string;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, hint, onSelect, children }: MenuItemProps) {
  const select = ({ currentTarget }: Event) => {
    focusButtonOf(currentTarget as Element);
    onSelect();
  };
  return (
    <DropdownMenu.Item onSelect={select} className={ITEM}>
      {icon && <span className="text-brand">{icon}</span>}
      <span>
        <span className="block font-semibold">{children}</span>
        {hint && <span className="block text-sm text-faint">{hint}</span>}
      </span>
    </DropdownMenu.Item>
  );
}

/** Before anything else: a dialog that an item opens, now or when a request fails, gives the focus back to what has it then; the item is gone. */
function focusButtonOf(item: Element): void {
  const button = item.closest("[role=menu]")?.getAttribute("aria-labelledby");
  if (button) document.getElementById(button)?.focus();
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-3 py-2 text-sm text-faint">{children}</DropdownMenu.Label>;
}

interface MenuChoicesProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

/** One of several; choosing closes the menu. */
export function MenuChoices({ label, value, onChange, children }: MenuChoicesProps) {
  return (
    <DropdownMenu.RadioGroup aria-label={label} value={value} onValueChange={onChange}>
      {children}
    </DropdownMenu.RadioGroup>
  );
}

interface MenuChoiceProps {
  value: string;
  icon?: ReactNode;
  hint?: string;
  lang?: string;
  disabled?: boolean;
  children: ReactNode;
}

export function MenuChoice({ icon, hint, children, ...rest }: MenuChoiceProps) {
  return (
    <DropdownMenu.RadioItem className={ITEM} {...rest}>
      {icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{children}</span>
        {hint && <span className="block text-sm text-faint">{hint}</span>}
      </span>
      <span className="size-4 text-brand">
        <DropdownMenu.ItemIndicator>
          <Check aria-hidden="true" className="size-4" />
        </DropdownMenu.ItemIndicator>
      </span>
    </DropdownMenu.RadioItem>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator className="mx-2 my-1.5 h-px bg-line" />;
}
