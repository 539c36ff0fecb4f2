/** Who is logged in, and the way out. */
import { BookOpen, LogOut, ShieldCheck } from "lucide-react";
import { useNavigate } from "react-router";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { useLogOut } from "@/features/accounts/api/login";
import type { Me } from "@/lib/api/schema";

export function AccountMenu({ me }: { me: Me }) {
  const logOut = useLogOut();
  const navigate = useNavigate();
  const initials = me.user.name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("").toUpperCase();
  return (
    <Menu
      trigger={
        <button type="button" className="grid size-10 place-items-center rounded-full bg-brand-soft text-sm font-bold text-brand">
          <span aria-hidden="true">{initials}</span>
          <span className="sr-only">Account of {me.user.name}</span>
        </button>
      }
    >
      <MenuLabel>
        <span className="block font-semibold text-ink">{me.user.name}</span>
        {me.user.email}
        <span className="block">
          {me.organization.name} · {me.role}
        </span>
      </MenuLabel>
      <MenuItem icon={<ShieldCheck className="size-4" />} onSelect={() => void navigate("/app/account")}>
        Your account
      </MenuItem>
      <MenuItem icon={<BookOpen className="size-4" />} onSelect={() => void navigate("/api/docs")}>
        API documentation
      </MenuItem>
      <MenuItem icon={<LogOut className="size-4" />} onSelect={() => logOut.mutate(undefined, { onSettled: () => void navigate("/login") })}>
        Log out
      </MenuItem>
    </Menu>
  );
}
