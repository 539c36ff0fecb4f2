/** Says why something waits for a confirmed address, and leads to where that is done; nothing to whose address is. */
import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/surface";
import { useTexts } from "@/components/unconfirmed/use-texts";
import { meQuery } from "@/lib/api/me";

export function UnconfirmedNotice({ children }: { children: string }) {
  const texts = useTexts();
  const { data: me } = useQuery(meQuery);
  if (!me || me.user.email_verified) return null;
  return (
    <Notice tone="mark" title={texts.title} className="mb-4" action={<ButtonLink size="sm" to="/app/account">{texts.toAccount}</ButtonLink>}>
      {children}
    </Notice>
  );
}
