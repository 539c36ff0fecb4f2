/** Where the link of a mail leads: confirming an address. A button, because mail programs open links by themselves. */
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/surface";
import { useVerifyEmail } from "@/features/accounts/api/recovery";
import { AccountFrame } from "@/features/accounts/components/account-frame";
import { useTexts } from "@/features/accounts/use-texts";
import { useLinkToken } from "@/lib/use-link-token";
import { errorMessage } from "@/lib/api/error-message";

export function VerifyEmailPage() {
  const texts = useTexts().verify;
  const token = useLinkToken();
  const verify = useVerifyEmail();
  if (verify.isSuccess)
    return (
      <AccountFrame title={texts.doneTitle} intro={texts.doneIntro}>
        <ButtonLink to="/app" variant="primary" size="lg" className="w-full">
          {texts.goOn}
        </ButtonLink>
      </AccountFrame>
    );
  return (
    <AccountFrame title={texts.title} intro={texts.intro}>
      <div className="flex flex-col gap-5">
        {verify.error && <Notice tone="bad">{errorMessage(verify.error)}</Notice>}
        <Button variant="primary" size="lg" busy={verify.isPending} onClick={() => verify.mutate(token)}>
          {texts.submit}
        </Button>
      </div>
    </AccountFrame>
  );
}
