/** Password, and code where there is a second factor: what shows that the owner asks, and not somebody at an unlocked screen. */
import { useQuery } from "@tanstack/react-query";
import { CodeField } from "@/components/proof/code-field";
import { PasswordByMail } from "@/components/proof/password-by-mail";
import { useTexts } from "@/components/proof/use-texts";
import { TextField } from "@/components/ui/field";
import type { ApiError } from "@/lib/api/client";
import type { FullProof } from "@/lib/api/schema";
import { secondFactorQuery } from "@/lib/api/second-factor";

interface ProofFieldsProps {
  proof: FullProof;
  problem: ApiError | null;
  onChange: (proof: FullProof) => void;
}

export function ProofFields({ proof, problem, onChange }: ProofFieldsProps) {
  const texts = useTexts();
  const { data: factor } = useQuery(secondFactorQuery);
  return (
    <>
      <TextField label={texts.password} type="password" autoComplete="current-password" required error={problem?.about("password")} value={proof.password} onChange={(event) => onChange({ ...proof, password: event.target.value })} />
      <PasswordByMail problem={problem} />
      {factor?.enabled && <CodeField label={texts.code} value={proof.code} error={problem?.about("code")} onChange={(code) => onChange({ ...proof, code })} />}
    </>
  );
}
