/** The pages that phones open, by address and without a router: that alone would be 29 of 180 KB, gzipped. */
import { Component, type ReactNode, Suspense } from "react";
import { BrokenPage } from "@/app/fallbacks";
import { late } from "@/components/ui/late";
import { PageLoading } from "@/components/ui/surface";
import { useTexts } from "@/features/participation/use-texts";

const ParticipantPage = late(async () => {
  const [{ ParticipantPage: Page }] = await Promise.all([import("@/features/participation/components/participant-page"), useTexts.load()]);
  return Page;
});
const InvitedPage = late(async () => {
  const [{ InvitedPage: Page }] = await Promise.all([import("@/features/participation/components/invited-page"), useTexts.load()]);
  return Page;
});

/** The page at a path, whose code is asked for at once; null where it is none of these. */
export function phonePage(path: string): ReactNode {
  const code = /^\/j\/([^/]+)\/?$/.exec(path)?.[1];
  if (code !== undefined) {
    ParticipantPage.ahead();
    return <PhoneBoundary><ParticipantPage key={code} code={asTyped(code)} /></PhoneBoundary>;
  }
  if (!/^\/i\/?$/.test(path)) return null;
  InvitedPage.ahead();
  return <PhoneBoundary><InvitedPage /></PhoneBoundary>;
}

/** "ABC 234" is how a code is read from the wall, and in an address the space is written %20. */
function asTyped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

interface Failure {
  readonly error: unknown;
}

/** Waits for a page's code, and says so where the page breaks: on the other pages the router does both. */
class PhoneBoundary extends Component<{ children: ReactNode }, Failure | { readonly error: null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown): Failure {
    return { error };
  }

  override render() {
    if (this.state.error !== null) return <BrokenPage error={this.state.error} />;
    return <Suspense fallback={<PageLoading />}>{this.props.children}</Suspense>;
  }
}
