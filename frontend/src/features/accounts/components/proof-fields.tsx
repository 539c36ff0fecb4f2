/** Password and code: what shows that the owner asks, and not somebody at an unlocked screen. */
import { TextField } from "@/components/ui/field";
import { CodeField } from "@/features/accounts/components/code-field";
import { PasswordByMail } from "@/features/accounts/components/password-by-mail";
import { useTexts } from "@/features/accounts/use-texts";
import type { ApiError } from "@/lib/api/client";
import type { FullProof } from "@/lib/api/schema";

interface ProofFieldsProps {
  proof: FullProof;
  problem: ApiError | null;
  onChange: (proof: FullProof) => void;
}

export function ProofFields({ proof, problem, onChange }: ProofFieldsProps) {
  const { fields } = useTexts();
  return (
    <>
      <TextField label={fields.yourPassword} type="password" autoComplete="current-password" required error={problem?.about("password")} value={proof.password} onChange={(event) => onChange({ ...proof, password: event.target.value })} />
      <PasswordByMail problem={problem} />
      <CodeField label={fields.anyCode} value={proof.code} error={problem?.about("code")} onChange={(code) => onChange({ ...proof, code })} />
    </>
  );
}
