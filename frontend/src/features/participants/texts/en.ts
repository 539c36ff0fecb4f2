/** What the page about a session's participants says. */

import { isolated } from "@/lib/i18n/isolated";

export const en = {
  title: "Participants",
  named: "Everybody who joined, with the name they gave. What they answered stays with them until it is erased.",
  unnamed: "Everybody who joined, by number: this session is anonymous, and nobody can look up who a number is.",
  noNames: "Names and addresses are shown to facilitators, admins and the owner.",
  search: "Search participants",
  searchExample: "Name, address, number or pseudonym",
  searchUnnamed: "Number or pseudonym",
  sortBy: "Sort by",
  sorts: {
    "-joined_at": "Last to join first",
    joined_at: "First to join first",
    name: "Name, A to Z",
    "-name": "Name, Z to A",
  },
  nothingFound: "Nobody found",
  nothingFoundHint: "Names and addresses are found by any part of them, numbers and pseudonyms as a whole.",
  empty: "Nobody has joined yet",
  emptyHint: "Who joins by the code or by a personal link appears here.",
  number: (n: number) => `Participant ${n}`,
  joined: (when: string) => `joined ${when}`,
  removed: "Removed",
  held: {
    open: "What is held",
    of: (who: string) => `Everything that is held about ${isolated(who)}`,
    title: (who: string) => `What is held about ${isolated(who)}`,
    text: "The record, and every version of every answer with its receipt.",
  },
  remove: {
    action: "Remove",
    of: (who: string) => `Remove ${isolated(who)}`,
    title: (who: string) => `Remove ${isolated(who)} from the session?`,
    text: "Their device is disconnected within two seconds and can send nothing more. Who has the code can join again as somebody new; a personal link no longer lets them in. Answers that are stored stay and count: to take them out, erase.",
  },
  erase: {
    action: "Erase",
    of: (who: string) => `Erase ${isolated(who)}`,
    title: (who: string) => `Erase everything about ${isolated(who)}?`,
    text: "Their answers are taken out of every count, then their content goes, with name, address and invitation. Reports that were made of this session go too. It cannot be undone.",
    type: (who: string) => `Type “${isolated(who)}” to go on`,
    confirm: "Erase for good",
    erasing: "Taking the answers out of the log …",
    counting: "Erased. Waiting until the counts have moved …",
    moved: "Erased, and the counts have moved.",
    unmoved: "Erased. The counts did not move: they held no answer of theirs, or they follow in a moment.",
  },
};

export type Texts = typeof en;
