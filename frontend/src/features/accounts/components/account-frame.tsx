/** The frame of the login and registration pages: the promise on one side, the form on the other. */
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { LanguageToggle } from "@/components/ui/language-toggle";
import { Logo } from "@/components/ui/logo";
import { PulseBars } from "@/components/ui/pulse-bars";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { useTexts } from "@/features/accounts/use-texts";

export function AccountFrame({ title, intro, children }: { title: string; intro: ReactNode; children: ReactNode }) {
  const texts = useTexts().frame;
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
      <aside data-theme="dark" className="relative hidden flex-col justify-between overflow-hidden bg-hero p-12 text-ink lg:flex">
        <Link to="/" className="relative w-fit rounded-lg">
          <Logo />
        </Link>
        <div className="relative max-w-lg">
          <p className="text-display font-bold tracking-tight text-balance">{texts.claim}</p>
          <ul className="mt-10 flex flex-col gap-5">
            {texts.promises.map(([lead, rest]) => (
              <li key={lead} className="flex gap-4">
                <Check aria-hidden="true" className="mt-1 size-5 shrink-0 text-mark" />
                <p className="text-lg text-pretty text-muted">
                  <b className="text-ink">{lead}</b> {rest}
                </p>
              </li>
            ))}
          </ul>
        </div>
        <PulseBars className="relative -mx-12 -mb-12 h-36" />
      </aside>
      <main className="flex flex-col bg-surface px-6 py-6 sm:px-12">
        <header className="flex items-center justify-between lg:justify-end">
          <Link to="/" className="rounded-lg lg:hidden">
            <Logo />
          </Link>
          <span className="flex">
            <LanguageToggle />
            <ThemeToggle />
          </span>
        </header>
        <div className="m-auto w-full max-w-sm animate-rise py-10">
          <h1 className="text-headline">{title}</h1>
          <p className="mt-2 mb-8 text-muted">{intro}</p>
          {children}
        </div>
      </main>
    </div>
  );
}
