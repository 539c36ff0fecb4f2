/** For who logs in through another provider only and is asked for a password: the way to one. */
import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { useForgotPassword } from "@/lib/api/forgotten-password";
import { useTexts } from "@/components/proof/use-texts";
import type { ApiError } from "@/lib/api/client";
import { errorMessage } from "@/lib/api/error-message";
import { meQuery } from "@/lib/api/me";

export function PasswordByMail({ problem }: { problem: ApiError | null }) {
  const texts = useTexts().passwordByMail;
  const ask = useForgotPassword();
  const { data: me } = useQuery(meQuery);
  if (problem?.code !== "password_missing" || !me) return null;
  return (
    <Notice
      tone={ask.error ? "bad" : ask.isSuccess ? "good" : "mark"}
      action={
        !ask.isSuccess && (
          <Button size="sm" busy={ask.isPending} onClick={() => ask.mutate(me.user.email)}>
            {texts.send}
          </Button>
        )
      }
    >
      {ask.error ? errorMessage(ask.error) : ask.isSuccess ? texts.sent(me.user.email) : texts.intro}
    </Notice>
  );
}
