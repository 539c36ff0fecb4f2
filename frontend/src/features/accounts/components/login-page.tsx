/** Logging in: the password or another provider first, then the second step where the account has one. */
import { type ReactNode, useState } from "react";
import { Link, useLocation, useNavigate, useSearchParams } from "react-router";
import { AccountFrame } from "@/features/accounts/components/account-frame";
import { CodeStep } from "@/features/accounts/components/code-step";
import { EnrolStep } from "@/features/accounts/components/enrol-step";
import { PasswordStep } from "@/features/accounts/components/password-step";
import { providerProblem } from "@/features/accounts/provider-problem";
import { useTexts } from "@/features/accounts/use-texts";
import type { LoginStep } from "@/lib/api/schema";

type Step = { kind: "password" } | { kind: "code"; challenge: string } | { kind: "enrol"; challenge: string };

export function LoginPage() {
  const texts = useTexts();
  const location = useLocation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [step, setStep] = useState<Step>(() => stepOfAddress(location.hash));
  const target = (location.state as { from?: string } | null)?.from ?? "/app";
  const enter = () => void navigate(target, { replace: true });
  const proceed = (next: LoginStep) => {
    if (next.status === "logged_in") enter();
    else setStep({ kind: next.status === "second_factor_required" ? "code" : "enrol", challenge: next.challenge });
  };
  const startOver = () => setStep({ kind: "password" });

  if (step.kind === "code")
    return (
      <AccountFrame title={texts.login.codeTitle} intro={texts.login.codeIntro}>
        <CodeStep challenge={step.challenge} onDone={enter} onStartOver={startOver} />
      </AccountFrame>
    );
  if (step.kind === "enrol")
    return (
      <AccountFrame title={texts.login.enrolTitle} intro={texts.login.enrolIntro}>
        <EnrolStep challenge={step.challenge} onDone={enter} onStartOver={startOver} />
      </AccountFrame>
    );
  return (
    <AccountFrame
      title={texts.login.title}
      intro={
        <>
          {texts.login.newHere} <TextLink to="/register">{texts.login.register}</TextLink>
        </>
      }
    >
      <PasswordStep problem={providerProblem(search.get("error"), texts.provider)} target={target} onStep={proceed} />
    </AccountFrame>
  );
}

/** A provider sends people on to the second step with the challenge in the fragment, which no server gets to see. */
function stepOfAddress(hash: string): Step {
  const fragment = new URLSearchParams(hash.slice(1));
  for (const kind of ["challenge", "enrol"] as const) {
    const challenge = fragment.get(kind);
    if (challenge) return { kind: kind === "challenge" ? "code" : "enrol", challenge };
  }
  return { kind: "password" };
}

export function TextLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="font-semibold text-brand underline underline-offset-4">
      {children}
    </Link>
  );
}
