/** What else can be done with a survey: copy it, take it along as a file, look at its sessions, put it away. */
import { Archive, ArchiveRestore, Copy, Download, Ellipsis, RadioTower } from "lucide-react";
import { useNavigate } from "react-router";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useArchiveSurvey, useDuplicateSurvey, useExportSurvey } from "@/features/surveys/api/library";
import { useTexts } from "@/features/surveys/use-texts";
import { useMayEdit } from "@/lib/api/me";

interface SurveyMenuProps {
  survey: { readonly id: string; readonly title: string; readonly archived_at: string | null };
  /** Sees to it that the server has what is on the screen; false where it cannot have it. */
  prepare?: () => Promise<boolean>;
  /** Called after it was put away or brought back. */
  onArchived?: () => void;
  onError: (error: unknown) => void;
}

const ready = () => Promise.resolve(true);

export function SurveyMenu({ survey: { id, title, archived_at }, prepare = ready, onArchived, onError }: SurveyMenuProps) {
  const texts = useTexts().collection.menu;
  const navigate = useNavigate();
  const mayEdit = useMayEdit();
  const duplicate = useDuplicateSurvey();
  const archive = useArchiveSurvey();
  const exporting = useExportSurvey();
  const isArchived = archived_at !== null;
  const prepared = async (act: () => void) => {
    if (await prepare()) act();
  };
  return (
    <Menu trigger={<IconButton label={texts.more(title)} icon={<Ellipsis className="size-5" />} />}>
      {mayEdit && (
        <MenuItem icon={<Copy className="size-4" />} onSelect={() => void prepared(() => duplicate.mutate(id, { onSuccess: (copy) => void navigate(`/app/surveys/${copy.id}`), onError }))}>
          {texts.duplicate}
        </MenuItem>
      )}
      <MenuItem icon={<Download className="size-4" />} onSelect={() => void prepared(() => exporting.mutate(id, { onError }))}>
        {texts.export}
      </MenuItem>
      <MenuItem icon={<RadioTower className="size-4" />} onSelect={() => void prepared(() => void navigate(`/app/sessions?survey=${id}`))}>
        {texts.sessions}
      </MenuItem>
      {mayEdit && (
        <MenuItem icon={isArchived ? <ArchiveRestore className="size-4" /> : <Archive className="size-4" />} onSelect={() => void prepared(() => archive.mutate({ id, archived: !isArchived }, { onSuccess: onArchived, onError }))}>
          {isArchived ? texts.restore : texts.archive}
        </MenuItem>
      )}
    </Menu>
  );
}
