/** Who is logged in, in which language, and the way out. */
import { BookOpen, LogOut, ShieldCheck } from "lucide-react";
import { useNavigate } from "react-router";
import { Initials } from "@/components/ui/initials";
import { LanguageChoices } from "@/components/ui/language-toggle";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/components/ui/menu";
import { RefusalDialog } from "@/components/ui/refusal-dialog";
import { useLogOut } from "@/features/accounts/api/login";
import { useTexts } from "@/features/accounts/use-texts";
import type { Me } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function AccountMenu({ me }: { me: Me }) {
  const logOut = useLogOut();
  const navigate = useNavigate();
  const texts = useTexts().menu;
  const phrases = usePhrases();
  return (
    <>
      <Menu
        trigger={
          <button type="button" className="rounded-full">
            <Initials name={me.user.name} className="size-10" />
            <span className="sr-only">{texts.label(me.user.name)}</span>
          </button>
        }
      >
        <MenuLabel>
          <span className="block font-semibold text-ink"><bdi>{me.user.name}</bdi></span>
          {me.user.email}
          <span className="block">
            <bdi>{me.organization.name}</bdi> · {phrases.roles[me.role]}
          </span>
        </MenuLabel>
        <MenuItem icon={<ShieldCheck className="size-4" />} onSelect={() => void navigate("/app/account")}>
          {texts.account}
        </MenuItem>
        <MenuItem icon={<BookOpen className="size-4" />} onSelect={() => void navigate("/api/docs")}>
          {texts.docs}
        </MenuItem>
        <MenuItem icon={<LogOut className="size-4" />} onSelect={() => logOut.mutate(undefined, { onSuccess: () => void navigate("/login") })}>
          {texts.logOut}
        </MenuItem>
        <MenuLine />
        <LanguageChoices />
      </Menu>
      <RefusalDialog error={logOut.error} onClose={logOut.reset} />
    </>
  );
}
