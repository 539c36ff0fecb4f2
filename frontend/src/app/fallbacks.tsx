/** Where an address leads nowhere, or a page broke. */
import { Compass, RotateCw } from "lucide-react";
import { Button, buttonLook } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/surface";

export function NotFoundPage() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState icon={<Compass />} title="There is nothing at this address" action={<a href="/" className={buttonLook({ variant: "primary" })}>To the start</a>}>
        The link may be old, or a letter of it is missing.
      </EmptyState>
    </main>
  );
}

export function BrokenPage({ error }: { error: unknown }) {
  // After a release, an open tab may ask for a part of the page that no longer exists; a reload gets the new one.
  const stale = error instanceof TypeError && /dynamically imported module/i.test(error.message);
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<RotateCw />}
        title={stale ? "There is a newer version of this page" : "This page broke"}
        action={<Button variant="primary" onClick={() => window.location.reload()}>Reload</Button>}
      >
        Nothing that was sent is lost: answers that wait on this device are still here.
      </EmptyState>
    </main>
  );
}
