/** How every door of a session looks: what is behind it, and the way in: at the thumb's side, or below it on a wider screen. */
import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { PulseBars } from "@/components/ui/pulse-bars";
import { brandColours } from "@/lib/colours";
import type { PublicTheme } from "@/lib/api/schema";
import { LanguageSelect } from "@/features/participation/components/language-select";
import { useLoadedAhead } from "@/features/participation/components/late-phone-screen";

/** The id of what a door says of itself. */
export const ABOUT_DOOR = "about-door";

interface DoorFrameProps {
  kind?: string | undefined;
  title: string;
  about: ReactNode;
  /** The look of the survey behind the door. */
  theme: PublicTheme;
  children: ReactNode;
}

export function DoorFrame({ kind, title, about, theme: { colour, logo }, children }: DoorFrameProps) {
  useLoadedAhead();
  return (
    <main data-theme="dark" style={colour ? brandColours(colour, "dark") : undefined} className="relative flex min-h-dvh flex-col overflow-clip bg-hero px-6 pt-8 pb-[max(1.5rem,env(safe-area-inset-bottom))] text-ink">
      <PulseBars className="absolute inset-x-0 bottom-0 h-44 opacity-60 max-sm:hidden" />
      <span className="relative mx-auto flex w-full max-w-lg items-center justify-between">
        {logo ? <img src={`/api/v1/images/${logo}`} alt="" className="h-12 max-w-44 rounded-xl bg-white object-contain p-2" /> : <Logo />}
        <LanguageSelect />
      </span>
      <div id={ABOUT_DOOR} className="relative mx-auto my-auto w-full max-w-lg animate-lift pt-6 pb-10 sm:mb-0">
        {kind && <p className={clsx("text-lg font-semibold", colour ? "text-brand" : "text-mark")}>{kind}</p>}
        <h1 dir="auto" className="mt-2 text-4xl text-pretty">{title}</h1>
        <div className="mt-5 text-pretty text-muted">{about}</div>
      </div>
      <div className="sticky bottom-[max(1.5rem,env(safe-area-inset-bottom))] mx-auto w-full max-w-lg sm:mb-auto">{children}</div>
    </main>
  );
}

/** In the colour of the survey, where it has one. */
export function JoinButton({ theme: { colour }, ...rest }: ComponentProps<typeof Button> & { theme: PublicTheme }) {
  return <Button variant={colour ? "primary" : "mark"} size="lg" className={clsx("h-16 w-full rounded-3xl text-xl", colour && "ring-1 ring-white/30")} {...rest} />;
}
