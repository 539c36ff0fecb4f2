/** Says that another tab went on to another organization, before something is done in the wrong one. */
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { useSwitchElsewhere } from "@/features/organizations/api/other-tabs";
import { useTexts } from "@/features/organizations/use-texts";
import type { Me } from "@/lib/api/schema";

export function SwitchedElsewhere({ organization }: { organization: Me["organization"] }) {
  const there = useSwitchElsewhere(organization.id);
  const texts = useTexts().switcher;
  if (there === null) return null;
  return (
    <Notice
      tone="mark"
      className="mb-6"
      action={
        <Button size="sm" onClick={() => window.location.assign("/app")}>
          {texts.follow(there.name)}
        </Button>
      }
    >
      {texts.elsewhere(there.name, organization.name)}
    </Notice>
  );
}
