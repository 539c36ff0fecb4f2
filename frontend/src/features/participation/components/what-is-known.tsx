/** In plain words, before somebody joins: what whoever asks will know of them, and what not. */
import { Eye, EyeOff, Smartphone, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { useTexts } from "@/features/participation/use-texts";
import type { InvitedPreview } from "@/lib/api/schema";

export function WhatIsKnown({ preview: { blind: isBlind, organization, name } }: { preview: InvitedPreview }) {
  const { blind, named } = useTexts();
  return (
    <section className="mt-6 rounded-2xl bg-surface/60 p-4 ring-1 ring-line">
      <h2 className="text-lg text-ink">{isBlind ? blind.title : named.title}</h2>
      <ul className="mt-3 flex flex-col gap-3">
        {isBlind && <Fact icon={<EyeOff />}>{blind.unknown}</Fact>}
        <Fact icon={isBlind ? <Eye /> : <UserRound />}>{isBlind ? blind.known(organization) : named.known(organization, name)}</Fact>
        <Fact icon={<Smartphone />}>{isBlind ? blind.device : named.link}</Fact>
      </ul>
      {isBlind && <p className="mt-3 text-sm">{blind.limits}</p>}
    </section>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <span aria-hidden="true" className="mt-0.5 shrink-0 text-mark [&>svg]:size-5">
        {icon}
      </span>
      <span>{children}</span>
    </li>
  );
}
