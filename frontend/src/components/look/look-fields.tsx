/** A colour and a logo, to choose, and how phones will draw them. */
import { useMutation } from "@tanstack/react-query";
import { ImagePlus, Trash2 } from "lucide-react";
import { useId } from "react";
import { useTexts } from "@/components/look/use-texts";
import { buttonLook, Button, Spinner } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { Switch } from "@/components/ui/switch";
import { errorMessage } from "@/lib/api/error-message";
import { IMAGE_TYPES, uploadImage } from "@/lib/api/images";
import { useMay } from "@/lib/api/me";
import { useBrand } from "@/lib/use-brand";

const FIRST_COLOUR = "#0b5a61";

export interface Look {
  readonly colour: string | null;
  readonly logo: string | null;
}

interface LookFieldsProps {
  look: Look;
  /** What stands beside the logo. */
  title: string;
  colourProblem?: string | undefined;
  onChange: (look: Look) => void;
}

export function LookFields({ look, title, colourProblem, onChange }: LookFieldsProps) {
  const texts = useTexts();
  const id = useId();
  const { colour, logo } = look;
  return (
    <div className="grid gap-6 sm:grid-cols-[minmax(0,1fr)_16rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <Switch label={texts.own} checked={colour !== null} onChange={(isOn) => onChange({ ...look, colour: isOn ? FIRST_COLOUR : null })} />
        {colour !== null && (
          <div className="flex items-center gap-3">
            <label htmlFor={id} className="text-sm font-semibold">{texts.colour}</label>
            <input id={id} type="color" value={colour} onChange={({ target }) => onChange({ ...look, colour: target.value.toLowerCase() })} className="h-11 w-16 cursor-pointer rounded-control bg-surface p-1 ring-1 ring-line-strong/70 ring-inset" />
            <code className="font-mono text-sm text-muted">{colour}</code>
          </div>
        )}
        {colourProblem && <p className="text-sm font-medium text-bad">{colourProblem}</p>}
        <p className="text-sm text-pretty text-faint">{texts.hint}</p>
        <LogoField logo={logo} onChange={(image) => onChange({ ...look, logo: image })} />
      </div>
      <Sample colour={colour} logo={logo} title={title} />
    </div>
  );
}

function LogoField({ logo, onChange }: { logo: string | null; onChange: (image: string | null) => void }) {
  const texts = useTexts();
  const id = useId();
  const upload = useMutation({ mutationFn: uploadImage, onSuccess: (image) => onChange(image.id) });
  const mayUpload = useMay("images:write");
  return (
    <div className="flex flex-col gap-2">
      <span className="text-sm font-semibold">{texts.logo}</span>
      <span className="flex flex-wrap items-center gap-2">
        {mayUpload && (
          <label htmlFor={id} className={buttonLook({ size: "sm" }, "cursor-pointer has-focus-visible:ring-2 has-focus-visible:ring-brand")}>
            {upload.isPending ? <Spinner /> : <ImagePlus aria-hidden="true" className="size-4" />} {logo ? texts.replace : texts.upload}
            <input
              id={id}
              type="file"
              accept={IMAGE_TYPES.join(",")}
              className="sr-only"
              onChange={({ target }) => {
                const file = target.files?.[0];
                if (file) upload.mutate(file);
                target.value = "";
              }}
            />
          </label>
        )}
        {logo && <Button size="sm" variant="quiet" onClick={() => onChange(null)}><Trash2 className="size-4" /> {texts.remove}</Button>}
      </span>
      <p className="text-sm text-faint">{texts.logoHint}</p>
      {upload.error && <Notice tone="bad">{errorMessage(upload.error)}</Notice>}
    </div>
  );
}

function Sample({ colour, logo, title }: { colour: string | null; logo: string | null; title: string }) {
  const texts = useTexts();
  const look = useBrand(colour);
  return (
    <div role="img" aria-label={texts.preview} style={look} className="flex flex-col gap-4 self-start overflow-hidden rounded-2xl bg-canvas p-4 ring-1 ring-line">
      <span className="flex items-center gap-3 text-sm font-semibold text-muted">
        {logo && <img src={`/api/v1/images/${logo}`} alt="" className="h-8 max-w-28 object-contain" />}
        <span className="truncate">{title}</span>
      </span>
      <span className="h-2 overflow-hidden rounded-full bg-track"><span className="block h-full w-2/3 rounded-full bg-brand" /></span>
      <span className="rounded-control bg-brand-soft px-3 py-2.5 font-semibold text-brand ring-2 ring-brand">{texts.sampleText}</span>
      <span className="grid h-11 place-items-center rounded-2xl bg-brand font-semibold text-on-brand">{texts.sample}</span>
    </div>
  );
}
