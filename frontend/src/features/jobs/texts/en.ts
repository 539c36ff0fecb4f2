/** What the page of background work says. */
import type { Job } from "@/lib/api/schema";
import { isolated } from "@/lib/i18n/isolated";
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("en");

export const en = {
  title: "Background work",
  intro: "Reports, mails and deliveries that workers see to. What was done is kept for a week, what failed for good for ninety days.",
  state: "State",
  kind: "Kind",
  all: "All",
  states: { queued: "Waits for a worker", running: "Under way", waiting: "Waits for its next attempt", done: "Done", dead: "Failed for good" } as Record<Job["state"], string>,
  kinds: { make_report: "Make a report", send_report: "Send a planned report", send_wave: "Send a wave of mails", deliver_webhook: "Deliver to a webhook" },
  attempts: (n: number) => (n === 0 ? "not tried yet" : n === 1 ? "1 attempt" : `${whole(n)} attempts`),
  wanted: (when: string) => `since ${when}`,
  started: (when: string) => `begun ${when}`,
  ended: (when: string) => `ended ${when}`,
  next: (when: string) => `next attempt ${when}`,
  again: "Run again",
  againOf: (name: string) => `Run again: ${isolated(name)}`,
  againTitle: "Run this once more?",
  againText: "It begins with all its attempts. What it did before is not done twice: a mail that was sent stays the only one.",
  empty: "Nothing was done behind the scenes yet",
  noneLikeThis: "There is none like this",
  emptyHint: "Reports, mails and webhook deliveries appear here.",
};

export type Texts = typeof en;
