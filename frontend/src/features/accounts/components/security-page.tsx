/** The account's own security: address, password, second factor, and where it is logged in. */
import { useQuery } from "@tanstack/react-query";
import { AddressCard } from "@/features/accounts/components/address-card";
import { DeleteAccountCard } from "@/features/accounts/components/delete-account-card";
import { LoginsCard } from "@/features/accounts/components/logins-card";
import { OwnNameCard } from "@/features/accounts/components/own-name-card";
import { PasswordCard } from "@/features/accounts/components/password-card";
import { SecondFactorCard } from "@/features/accounts/components/second-factor-card";
import { useTexts } from "@/features/accounts/use-texts";
import { meQuery } from "@/lib/api/me";

export function SecurityPage() {
  const texts = useTexts().security;
  const { data: me } = useQuery(meQuery);
  if (!me) return null;
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-6">
      <header>
        <h1 className="text-headline">{texts.title}</h1>
        <p className="mt-2 text-muted">{texts.intro}</p>
      </header>
      <OwnNameCard name={me.user.name} />
      <AddressCard user={me.user} />
      <PasswordCard email={me.user.email} />
      <SecondFactorCard isVerified={me.user.email_verified} />
      <LoginsCard />
      <DeleteAccountCard />
    </div>
  );
}
