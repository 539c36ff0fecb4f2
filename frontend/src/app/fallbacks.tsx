/** Where an address leads nowhere, or a page broke. */
import { Compass, RotateCw } from "lucide-react";
import { Button, buttonLook } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/surface";
import { usePhrases } from "@/lib/i18n/phrases";

export function NotFoundPage() {
  const { nowhere: texts } = usePhrases();
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState icon={<Compass />} title={texts.title} action={<a href="/" className={buttonLook({ variant: "primary" })}>{texts.toStart}</a>}>
        {texts.text}
      </EmptyState>
    </main>
  );
}

export function BrokenPage({ error }: { error: unknown }) {
  const { broken: texts } = usePhrases();
  // After a release, an open tab may ask for a part of the page that no longer exists; a reload gets the new one.
  const stale = error instanceof TypeError && /dynamically imported module/i.test(error.message);
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<RotateCw />}
        title={stale ? texts.newer : texts.title}
        action={<Button variant="primary" onClick={() => window.location.reload()}>{texts.reload}</Button>}
      >
        {texts.text}
      </EmptyState>
    </main>
  );
}
