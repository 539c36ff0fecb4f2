/** Light, dark, or as the device is set. */
import { Monitor, Moon, Sun } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { chooseTheme, useTheme } from "@/lib/theme";

export function ThemeToggle() {
  const { shown } = useTheme();
  const Icon = shown === "dark" ? Moon : Sun;
  return (
    <Menu trigger={<IconButton label="Colour theme" icon={<Icon className="size-5" />} />}>
      <MenuItem icon={<Sun className="size-4" />} onSelect={() => chooseTheme("light")}>
        Light
      </MenuItem>
      <MenuItem icon={<Moon className="size-4" />} onSelect={() => chooseTheme("dark")}>
        Dark
      </MenuItem>
      <MenuItem icon={<Monitor className="size-4" />} onSelect={() => chooseTheme("system")}>
        As on this device
      </MenuItem>
    </Menu>
  );
}
