/** Light, dark, or as the device is set. */
import { Monitor, Moon, Sun } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { usePhrases } from "@/lib/i18n/phrases";
import { chooseTheme, useTheme } from "@/lib/theme";

export function ThemeToggle() {
  const { theme: texts } = usePhrases();
  const { shown } = useTheme();
  const Icon = shown === "dark" ? Moon : Sun;
  return (
    <Menu trigger={<IconButton label={texts.title} icon={<Icon className="size-5" />} />}>
      <MenuItem icon={<Sun className="size-4" />} onSelect={() => chooseTheme("light")}>
        {texts.light}
      </MenuItem>
      <MenuItem icon={<Moon className="size-4" />} onSelect={() => chooseTheme("dark")}>
        {texts.dark}
      </MenuItem>
      <MenuItem icon={<Monitor className="size-4" />} onSelect={() => chooseTheme("system")}>
        {texts.system}
      </MenuItem>
    </Menu>
  );
}
