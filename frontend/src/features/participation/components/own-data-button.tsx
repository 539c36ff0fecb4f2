/** The way to what is held about oneself; the rest is fetched when it is asked for. */
import { CircleUserRound } from "lucide-react";
import { type ComponentType, useState } from "react";
import { IconButton } from "@/components/ui/button";
import type { OwnDataProps } from "@/features/participation/components/own-data-sheet";
import { useTexts } from "@/features/participation/use-texts";
import { keepPageAgain } from "@/lib/keep-page";

type OwnDataButtonProps = Omit<OwnDataProps, "onClose">;

async function load(): Promise<ComponentType<OwnDataProps>> {
  const [{ OwnDataSheet }, { useHeldTexts }] = await Promise.all([import("@/features/participation/components/own-data-sheet"), import("@/components/held-data/use-texts")]);
  await useHeldTexts.load();
  keepPageAgain();
  return OwnDataSheet;
}

export function OwnDataButton(props: OwnDataButtonProps) {
  const texts = useTexts().ownData;
  const [sheet, setSheet] = useState<{ readonly Sheet: ComponentType<OwnDataProps> } | null>(null);
  const [isLost, setLost] = useState(false);
  const open = () => {
    setLost(false);
    load().then(
      (Sheet) => setSheet({ Sheet }),
      () => setLost(true),
    );
  };
  return (
    <>
      {isLost && (
        <span role="alert" className="text-sm text-mark-ink">
          {texts.offline}
        </span>
      )}
      <IconButton label={texts.open} icon={<CircleUserRound className="size-5" />} className="-me-2" onClick={open} />
      {sheet && <sheet.Sheet {...props} onClose={() => setSheet(null)} />}
    </>
  );
}
