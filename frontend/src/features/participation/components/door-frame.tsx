/** How every door of a session looks: what is behind it, and the way in: at the thumb's side, or below it on a wider screen. */
import type { ComponentProps, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { PulseBars } from "@/components/ui/pulse-bars";
import { useLoadedAhead } from "@/features/participation/components/late-phone-screen";

interface DoorFrameProps {
  kind: string;
  title: string;
  about: ReactNode;
  children: ReactNode;
}

export function DoorFrame({ kind, title, about, children }: DoorFrameProps) {
  useLoadedAhead();
  return (
    <main data-theme="dark" className="relative flex min-h-dvh flex-col overflow-clip bg-hero px-6 pt-8 pb-[max(1.5rem,env(safe-area-inset-bottom))] text-ink">
      <PulseBars className="absolute inset-x-0 bottom-0 h-44 opacity-60" />
      <span className="relative mx-auto w-full max-w-lg">
        <Logo />
      </span>
      <div className="relative mx-auto my-auto w-full max-w-lg animate-rise pt-6 pb-10 sm:mb-0">
        <p className="text-lg font-semibold text-mark">{kind}</p>
        <h1 dir="auto" className="mt-2 text-4xl text-pretty">{title}</h1>
        <div className="mt-5 text-pretty text-muted">{about}</div>
      </div>
      <div className="sticky bottom-[max(1.5rem,env(safe-area-inset-bottom))] mx-auto w-full max-w-lg sm:mb-auto">{children}</div>
    </main>
  );
}

export function JoinButton(props: ComponentProps<typeof Button>) {
  return <Button variant="mark" size="lg" className="h-16 w-full rounded-3xl text-xl" {...props} />;
}
