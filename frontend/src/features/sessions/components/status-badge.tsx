/** How a session stands by its phase, the clock and the archive, in a word. */
import { Clock } from "lucide-react";
import { Badge, LiveDot } from "@/components/ui/surface";
import { useTexts } from "@/features/sessions/use-texts";
import type { SessionStatus } from "@/lib/api/schema";

export function StatusBadge({ status }: { status: SessionStatus }) {
  const word = useTexts().list.states[status];
  switch (status) {
    case "lobby":
    case "running":
      return (
        <Badge tone="good">
          <LiveDot /> {word}
        </Badge>
      );
    case "scheduled":
      return (
        <Badge tone="brand">
          <Clock aria-hidden="true" className="size-3.5" /> {word}
        </Badge>
      );
    case "closed":
    case "ended":
    case "archived":
      return <Badge>{word}</Badge>;
  }
}
