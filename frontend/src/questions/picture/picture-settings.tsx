/** The settings of a picture choice: its pictures with their names and descriptions. */
import { ImageUp, Plus, X } from "lucide-react";
import { type ChangeEvent, useState } from "react";
import { NumberSetting } from "@/components/settings/number-setting";
import { DragHandle } from "@/components/reorder/drag-handle";
import { DropPlace } from "@/components/reorder/drop-place";
import { put } from "@/components/reorder/place";
import { ReorderArea } from "@/components/reorder/reorder-area";
import type { SettingsProps } from "@/components/settings/settings-props";
import { useSettingTexts } from "@/components/settings/use-texts";
import { Button, IconButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { errorMessage } from "@/lib/api/error-message";
import { IMAGE_TYPES, uploadImage } from "@/lib/api/images";
import { newShortId } from "@/lib/new-id";
import type { PictureChoice, PictureOption } from "@/lib/questions/question";
import { newPicture } from "@/questions/picture/picture";
import { PictureImage } from "@/questions/picture/picture-image";

const MOST = 20;

export function PictureSettings({ question, onChange, problemAt }: SettingsProps<PictureChoice>) {
  const { picture: texts, ...shared } = useSettingTexts();
  const { options } = question;
  const replace = (at: number, option: PictureOption) => onChange({ ...question, options: options.map((one, i) => (i === at ? option : one)) });
  return (
    <>
      <fieldset data-part="options" className="flex min-w-0 flex-col gap-3">
        <legend className="mb-2 text-sm font-semibold">{texts.legend}</legend>
        <ReorderArea className="flex flex-col gap-3" onPut={({ from }, to) => onChange({ ...question, options: put(options, from.at, to.at) })}>
          {options.map((option, i) => (
            <PictureRow key={option.id} option={option} position={i + 1} canRemove={options.length > 2} problemAt={(path) => problemAt(`options.${i}.${path}`)} onChange={(changed) => replace(i, changed)} onRemove={() => onChange({ ...question, options: options.filter((one) => one.id !== option.id) })} />
          ))}
          <span className="relative -mt-3 block">
            <DropPlace kind="picture" list="options" at={options.length} className="-bottom-3 h-3" />
          </span>
        </ReorderArea>
        <Button size="sm" variant="quiet" className="self-start text-brand" disabled={options.length >= MOST} onClick={() => onChange({ ...question, options: [...options, newPicture(newShortId())] })}>
          <Plus className="size-4" /> {texts.add}
        </Button>
      </fieldset>
      <div className="grid grid-cols-2 gap-4">
        <NumberSetting label={shared.fewest} min={1} value={question.min_choices} error={problemAt("min_choices")} onChange={(least) => onChange({ ...question, min_choices: least ?? 1 })} />
        <NumberSetting label={shared.most} min={1} value={question.max_choices} error={problemAt("max_choices")} onChange={(most) => onChange({ ...question, max_choices: most ?? 1 })} />
      </div>
      <Switch label={shared.shufflePictures} checked={question.shuffle} onChange={(shuffle) => onChange({ ...question, shuffle })} />
    </>
  );
}

interface PictureRowProps {
  option: PictureOption;
  position: number;
  canRemove: boolean;
  problemAt: (path: string) => string | undefined;
  onChange: (option: PictureOption) => void;
  onRemove: () => void;
}

function PictureRow({ option, position, canRemove, problemAt, onChange, onRemove }: PictureRowProps) {
  const texts = useSettingTexts().picture;
  const here = { list: "options", at: position - 1 };
  return (
    <div className="relative flex items-start gap-3 rounded-2xl bg-sunken/60 p-3">
      <DropPlace kind="picture" {...here} className="-top-3 h-3" />
      <DragHandle kind="picture" id={option.id} name={option.label || texts.nth(position)} from={here} className="-mx-1 h-11 w-7" />
      <PictureUpload option={option} position={position} onChange={onChange} />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <TextField hideLabel label={texts.name(position)} placeholder={texts.nth(position)} maxLength={200} dir="auto" value={option.label} error={problemAt("label")} onChange={(event) => onChange({ ...option, label: event.target.value })} />
        <TextField hideLabel label={texts.shows(position)} placeholder={texts.showsHint} maxLength={300} dir="auto" value={option.alt} error={problemAt("alt") ?? problemAt("image")} onChange={(event) => onChange({ ...option, alt: event.target.value })} />
        <Switch label={texts.alone} checked={option.exclusive} onChange={(exclusive) => onChange({ ...option, exclusive })} />
      </div>
      <IconButton label={texts.remove(position)} icon={<X className="size-4" />} disabled={!canRemove} onClick={onRemove} />
    </div>
  );
}

function PictureUpload({ option, position, onChange }: Pick<PictureRowProps, "option" | "position" | "onChange">) {
  const texts = useSettingTexts().picture;
  const [state, setState] = useState<{ isBusy: boolean; problem: string | null }>({ isBusy: false, problem: null });
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (!file) return;
    setState({ isBusy: true, problem: null });
    try {
      const { id } = await uploadImage(file);
      onChange({ ...option, image: id });
      setState({ isBusy: false, problem: null });
    } catch (error) {
      setState({ isBusy: false, problem: errorMessage(error) });
    }
    target.value = "";
  };
  return (
    <div className="w-28 shrink-0">
      <label className="group relative block cursor-pointer overflow-hidden rounded-xl ring-1 ring-line has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand" aria-busy={state.isBusy}>
        <input type="file" accept={IMAGE_TYPES.join()} className="sr-only" aria-label={texts.upload(position)} onChange={(event) => void choose(event)} />
        <PictureImage option={option} className="aspect-[4/3] w-full" />
        <span className="absolute inset-x-0 bottom-0 flex items-center justify-center gap-1.5 bg-surface/90 py-1 text-2xs font-semibold text-brand">
          <ImageUp aria-hidden="true" className="size-3.5" /> {state.isBusy ? texts.uploading : option.image ? texts.replace : texts.choose}
        </span>
      </label>
      {state.problem && <p role="alert" className="mt-1 text-sm font-medium text-bad">{state.problem}</p>}
    </div>
  );
}
