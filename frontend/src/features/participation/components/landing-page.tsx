/** The front door: enter a code to join, or log in to ask. */
import { ArrowRight } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button, ButtonLink } from "@/components/ui/button";
import { Logo } from "@/components/ui/logo";
import { cleanCode, CODE_LENGTH } from "@/features/participation/api/join";

export function LandingPage() {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-6xl items-center justify-between px-5 py-5">
        <Logo />
        <ButtonLink to="/app" variant="quiet">
          Log in
        </ButtonLink>
      </header>
      <main className="mx-auto grid w-full max-w-6xl flex-1 content-center gap-14 px-5 pt-4 pb-16">
        <div className="mx-auto w-full max-w-xl animate-rise text-center">
          <h1 className="text-display font-bold tracking-tight">Join with your code</h1>
          <p className="mt-3 mb-9 text-lg text-muted">It is on the screen in front of you. No app, no account.</p>
          <CodeForm />
        </div>
        <Facts />
      </main>
      <footer className="border-t border-line">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-3 px-5 py-5 text-[0.9375rem] text-muted">
          <p>Asking the questions yourself?</p>
          <Link to="/register" className="inline-flex items-center gap-1.5 font-semibold text-brand hover:underline">
            Make an account <ArrowRight className="size-4" />
          </Link>
        </div>
      </footer>
    </div>
  );
}

function CodeForm() {
  const [code, setCode] = useState("");
  const navigate = useNavigate();
  const id = useId();
  const isComplete = code.length === CODE_LENGTH;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) void navigate(`/j/${code}`);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <label htmlFor={id} className="sr-only">
        Six-letter join code
      </label>
      <input
        id={id}
        value={code}
        onChange={(event) => setCode(cleanCode(event.target.value))}
        autoFocus
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="······"
        className="h-24 w-full rounded-3xl bg-surface pl-[0.35em] text-center font-mono text-5xl font-bold tracking-[0.35em] uppercase shadow-card ring-1 ring-line-strong/60 ring-inset placeholder:text-line-strong focus:ring-[3px] focus:ring-brand focus:outline-none sm:text-6xl"
      />
      <Button type="submit" variant="primary" size="lg" disabled={!isComplete}>
        Join <ArrowRight className="size-5" />
      </Button>
    </form>
  );
}

const FACTS = [
  ["Safe on a bad network", "Your answer waits on your phone until it is stored. Close the page, lose the signal: it still gets there, once."],
  ["Nobody knows it was you", "You take part as a number, not a name."],
  ["A receipt for every answer", "You see when an answer is stored, not when it was merely sent."],
] as const;

function Facts() {
  return (
    <ul className="mx-auto grid max-w-5xl gap-x-12 gap-y-6 sm:grid-cols-3">
      {FACTS.map(([title, text]) => (
        <li key={title} className="border-t-2 border-mark pt-4">
          <h2 className="text-base font-bold">{title}</h2>
          <p className="mt-1 text-[0.9375rem] text-pretty text-muted">{text}</p>
        </li>
      ))}
    </ul>
  );
}
