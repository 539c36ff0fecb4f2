/** The answers as files, at once. */
import { Download } from "lucide-react";
import { useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useExport } from "@/features/results/api/results";
import { useTexts } from "@/features/results/use-texts";
import { errorMessage } from "@/lib/api/error-message";

export function ExportMenu({ session }: { session: string }) {
  const texts = useTexts().export;
  const navigate = useNavigate();
  const download = useExport(session);
  return (
    <div className="flex flex-col items-end gap-1">
      <Menu
        trigger={
          <Button busy={download.isPending}>
            <Download aria-hidden="true" className="size-4" /> {texts.open}
          </Button>
        }
      >
        <MenuItem onSelect={() => download.mutate("export.csv")}>{texts.csv}</MenuItem>
        <MenuItem onSelect={() => download.mutate("export.json")}>{texts.json}</MenuItem>
        <MenuItem onSelect={() => download.mutate("codebook.json")}>{texts.codebook}</MenuItem>
        <MenuItem onSelect={() => void navigate(`/app/sessions/${session}/reports`)}>{texts.reports}</MenuItem>
      </Menu>
      {download.error && (
        <p role="alert" className="text-sm font-medium text-bad">
          {errorMessage(download.error)}
        </p>
      )}
    </div>
  );
}
