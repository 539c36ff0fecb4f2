/** Goes back to how the results of a question stood, step by step. */
import { useQuery } from "@tanstack/react-query";
import { History, Pause, Play, X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { FailedQuery } from "@/components/ui/failed-query";
import { Skeleton } from "@/components/ui/surface";
import { historyQuery } from "@/features/results/api/results";
import { useTexts } from "@/features/results/use-texts";
import { useMoments } from "@/lib/i18n/moments";
import { respondents } from "@/lib/questions/cells";
import type { Cell } from "@/lib/socket/frames";

/** How long each step stands while they play by themselves. */
const STEP_MS = 600;

interface ReplayProps {
  session: string;
  question: string;
  round: number;
  /** The counters of the step that is looked at; null for now, also when this goes. The same function at every drawing. */
  onStep: (cell: Cell | null) => void;
}

export function Replay(props: ReplayProps) {
  const texts = useTexts().replay;
  const [isOpen, setIsOpen] = useState(false);
  const { onStep } = props;
  // What was replayed must not outlive this: the past of one round would be shown as another's present.
  useEffect(() => () => onStep(null), [onStep]);
  const close = () => {
    setIsOpen(false);
    onStep(null);
  };
  if (!isOpen)
    return (
      <Button size="sm" variant="quiet" className="-ms-3 mb-4" onClick={() => setIsOpen(true)}>
        <History aria-hidden="true" className="size-4" /> {texts.show}
      </Button>
    );
  return (
    <div className="mb-6 flex items-center gap-3 rounded-control bg-sunken px-4 py-2">
      <Steps {...props} />
      <IconButton label={texts.end} icon={<X className="size-4.5" />} onClick={close} />
    </div>
  );
}

function Steps(props: ReplayProps) {
  const history = useQuery(historyQuery(props.session, props.question, props.round));
  if (history.isPending) return <Skeleton className="h-6 flex-1" />;
  if (history.data === undefined) return <FailedQuery query={history} className="flex-1" />;
  if (history.data.points.length === 0) return <span className="flex-1 text-sm text-faint">–</span>;
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <Slider points={history.data.points} onStep={props.onStep} />
      <FailedQuery query={history} />
    </div>
  );
}

interface SliderProps extends Pick<ReplayProps, "onStep"> {
  points: readonly { readonly at: string; readonly counters: Cell }[];
}

function Slider({ points, onStep }: SliderProps) {
  const texts = useTexts().replay;
  const { exactly } = useMoments();
  const [chosen, setChosen] = useState<number | null>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const last = points.length - 1;
  const at = Math.min(chosen ?? last, last);
  const point = points[at]!;
  const said = texts.step(exactly(point.at), respondents(point.counters));
  const go = (step: number) => {
    setChosen(step);
    setIsPlaying((was) => was && step < last);
    onStep(points[step]?.counters ?? null);
  };
  const forward = useEffectEvent(() => go(at + 1));
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(forward, STEP_MS);
    return () => clearInterval(timer);
  }, [isPlaying]);
  const toggle = () => {
    if (!isPlaying && at === last) go(0);
    setIsPlaying(!isPlaying);
  };
  return (
    <>
      <span className="flex min-w-44 flex-1 items-center gap-2">
        <IconButton label={isPlaying ? texts.pause : texts.play} icon={isPlaying ? <Pause className="size-4.5" /> : <Play className="size-4.5" />} disabled={last === 0} onClick={toggle} />
        <input type="range" aria-label={texts.slider} className="h-9 min-w-0 flex-1 accent-brand" min={0} max={last} value={at} aria-valuetext={said} onChange={(event) => go(Number(event.target.value))} />
      </span>
      <span className="figures text-muted">{said}</span>
    </>
  );
}
