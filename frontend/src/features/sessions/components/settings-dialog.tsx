/** Editing the settings of a session; where somebody else was first, nothing is overwritten unasked. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { ChangedSettings } from "@/components/session-settings/changed-settings";
import { SessionSettingsForm } from "@/components/session-settings/session-settings-form";
import { fullSettings, settingsChange } from "@/components/session-settings/settings-change";
import { Button } from "@/components/ui/button";
import { Conflict, TheirsOrMine } from "@/components/ui/conflict";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/surface";
import { useEditSettings } from "@/features/sessions/api/settings";
import { useTexts } from "@/features/sessions/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { sessionQuery } from "@/lib/api/session";
import type { Session } from "@/lib/api/schema";
import { usePhrases } from "@/lib/i18n/phrases";

export function SettingsDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const texts = useTexts().settings;
  const phrases = usePhrases();
  const client = useQueryClient();
  const edit = useEditSettings(session.id);
  const [base, setBase] = useState(session);
  const [theirs, setTheirs] = useState<Session | null>(null);
  const [unread, setUnread] = useState<unknown>(null);
  const [settings, setSettings] = useState(() => fullSettings(session.settings));
  const saver = useRef<HTMLButtonElement>(null);
  const change = settingsChange(fullSettings(base.settings), settings);
  const problem = edit.error instanceof ApiError ? edit.error : null;

  const save = (basedOn: number) => {
    setUnread(null);
    edit.mutate(
      { settings: change, basedOn },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (error instanceof ApiError && error.status === 412) void client.fetchQuery({ ...sessionQuery(session.id), staleTime: 0 }).then(setTheirs, setUnread);
        },
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(base.settings_version);
  };
  const takeTheirs = () => {
    if (theirs === null) return;
    setBase(theirs);
    setSettings(fullSettings(theirs.settings));
    setTheirs(null);
    edit.reset();
  };
  return (
    <Dialog open onOpenChange={onClose} title={texts.title} description={<bdi>{session.title}</bdi>}>
      <form onSubmit={submit} className="flex flex-col gap-6">
        <SessionSettingsForm settings={settings} questions={session.questions} mode={session.mode} hasStarted problemAt={(path) => problem?.about(`settings.${path}`)} onChange={setSettings} />
        {theirs && (
          <Conflict
            title={texts.conflict}
            hint={texts.conflictHint}
            onward={saver}
            choices={<TheirsOrMine theirs={texts.takeTheirs} onTheirs={takeTheirs} mine={texts.saveMine} onMine={() => save(theirs.settings_version)} busy={edit.isPending} />}
          >
            <ChangedSettings before={fullSettings(base.settings)} theirs={fullSettings(theirs.settings)} mine={settings} />
          </Conflict>
        )}
        {unread !== null && <Notice tone="bad">{errorMessage(unread)}</Notice>}
        {edit.error && problem?.status !== 412 && <Notice tone="bad">{errorMessage(edit.error)}</Notice>}
        <div className="flex justify-end gap-3">
          <Button onClick={onClose}>{phrases.cancel}</Button>
          <Button ref={saver} type="submit" variant="primary" unavailable={Object.keys(change).length === 0 || theirs !== null} busy={edit.isPending && theirs === null}>
            {texts.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
