/** The second step of logging in. */
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { useSecondStep } from "@/features/accounts/api/login";
import { CodeField } from "@/components/proof/code-field";
import { useTexts } from "@/features/accounts/use-texts";
import { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";

interface StepProps {
  challenge: string;
  onDone: () => void;
  onStartOver: () => void;
}

export function CodeStep({ challenge, onDone, onStartOver }: StepProps) {
  const { login: texts, fields } = useTexts();
  const [code, setCode] = useState("");
  const second = useSecondStep();
  const problem = second.error instanceof ApiError ? second.error.about("code") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    second.mutate({ challenge, code }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      {second.error && !problem && <Notice tone="bad">{errorMessage(second.error)}</Notice>}
      <CodeField label={fields.code} value={code} error={problem} onChange={setCode} autoFocus />
      <Button type="submit" variant="primary" size="lg" busy={second.isPending}>
        {texts.submit}
      </Button>
      <Button variant="quiet" onClick={onStartOver}>
        {texts.startOver}
      </Button>
    </form>
  );
}
