/** The front door: enter a code to join, or log in to ask. */
import { ArrowRight } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { LanguageToggle } from "@/components/ui/language-toggle";
import { Logo } from "@/components/ui/logo";
import { PulseBars } from "@/components/ui/pulse-bars";
import { CODE_LENGTH } from "@/features/participation/api/join";
import { CodeInput } from "@/features/participation/components/code-input";
import { useLandingTexts } from "@/features/participation/use-landing-texts";

export function LandingPage() {
  const texts = useLandingTexts();
  return (
    <div className="flex min-h-dvh flex-col">
      <div data-theme="dark" className="relative flex flex-1 flex-col overflow-hidden bg-hero text-ink">
        <header className="mx-auto flex w-full max-w-6xl items-center justify-between px-5 py-5">
          <Logo />
          <span className="flex items-center gap-1">
            <LanguageToggle />
            <ButtonLink to="/app" variant="quiet">
              {texts.logIn}
            </ButtonLink>
          </span>
        </header>
        <main className="relative z-10 mx-auto my-auto w-full max-w-2xl animate-rise px-5 pt-8 pb-44 text-center sm:pb-44">
          <h1 className="text-display font-bold tracking-tight">{texts.title}</h1>
          <p className="mt-4 mb-9 text-lg text-muted">{texts.intro}</p>
          <CodeForm />
        </main>
        <PulseBars className="absolute inset-x-0 bottom-0 h-36 sm:h-44" />
      </div>
      <Facts />
    </div>
  );
}

function CodeForm() {
  const texts = useLandingTexts();
  const [code, setCode] = useState("");
  const navigate = useNavigate();
  const id = useId();
  const isComplete = code.length === CODE_LENGTH;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) void navigate(`/j/${code}`);
  };
  return (
    <form onSubmit={submit} className="mx-auto flex max-w-xl flex-col gap-4 [--faint:#a9c6c6] [--sunken:#124850]">
      <label htmlFor={id} className="sr-only">
        {texts.code}
      </label>
      <div data-theme="light" className="relative">
        <CodeInput id={id} code={code} onCode={setCode} autoFocus className="h-24 ps-[0.35em] text-5xl tracking-[0.35em] sm:text-6xl" />
        {code === "" && <Slots />}
      </div>
      <Button type="submit" variant="mark" size="lg" disabled={!isComplete} className="h-16 rounded-3xl text-xl">
        {texts.join} <ArrowRight className="size-5 rtl:-scale-x-100" />
      </Button>
    </form>
  );
}

/** Six lines to write on, in two groups as the code is read aloud. */
function Slots() {
  return (
    <span aria-hidden="true" dir="ltr" className="pointer-events-none absolute inset-0 flex items-center justify-center gap-3 sm:gap-4">
      {Array.from({ length: CODE_LENGTH }, (_, i) => (
        <span key={i} className={`mt-9 h-1 w-8 rounded-full bg-line-strong/60 sm:w-10 ${i === 2 ? "me-4" : ""}`} />
      ))}
    </span>
  );
}

function Facts() {
  const texts = useLandingTexts();
  return (
    <footer className="bg-surface">
      <ul className="mx-auto grid max-w-6xl gap-x-12 gap-y-5 px-5 pt-8 pb-6 sm:grid-cols-3">
        {texts.facts.map(([title, text]) => (
          <li key={title}>
            <h2 className="text-base font-bold">{title}</h2>
            <p className="mt-1 text-[0.9375rem] text-pretty text-muted">{text}</p>
          </li>
        ))}
      </ul>
      <p className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-5 pb-8 text-[0.9375rem] text-muted">
        {texts.asking}
        <Link to="/register" className="inline-flex items-center gap-1.5 font-semibold text-brand underline underline-offset-4">
          {texts.register}
        </Link>
      </p>
    </footer>
  );
}
