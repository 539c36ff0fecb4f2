/** What the pages about a session's invitations say. */
import { isolated } from "@/lib/i18n/isolated";
import { numbersIn } from "@/lib/i18n/numbers";

const { whole } = numbersIn("en");

export const en = {
  title: "Invitations",
  intro: "Each person gets a link of their own, so that everybody answers once.",
  add: "Invite people",
  over: "This session has ended; nobody else can be invited.",
  blind: {
    title: "Blind links",
    text: "This session is anonymous. A link lets one device in, and nothing that is stored leads from the person to the answers. So you cannot see who has answered until the session has ended.",
  },
  personal: {
    title: "Personal links",
    text: "This session asks for names. Whoever comes in by a link answers as the person it was made for, on any device, and you see who has answered.",
  },
  list: "Who is invited",
  search: "Search those listed",
  searchHint: (shown: number) => `Looks through the ${whole(shown)} that are loaded.`,
  nothingFound: "Nobody listed has that name or address.",
  empty: "Nobody is invited yet",
  emptyHint: "Paste a list of addresses, or take a CSV file. No mail leaves before the session has a mail plan.",
  invitedOn: (day: string) => `invited on ${day}`,
  status: { invited: "Invited", joined: "Came in", done: "Answered", hidden: "Not told" },
  problem: { bounced: "Mail bounced", refused: "Mail refused", complained: "Complained about a mail", unsubscribed: "Wants no mail" },
  pick: "Show",
  everybody: "Everybody",
  outOfReach: "Whom mails do not reach",
  allReached: "Mails reach everybody, as far as anybody knows.",
  noneYet: "Nobody so far; look further.",
  hiddenHint: "While an anonymous session takes answers, who has answered is told to nobody.",
  link: {
    show: "Show the link",
    of: (email: string) => `Show the link of ${email}`,
    label: (email: string) => `Personal link of ${email}`,
    note: "Whoever has it can answer in this person's place. That you saw it is on record.",
  },
  remove: {
    action: "Remove",
    of: (email: string) => `Remove ${email}`,
    title: (email: string) => `Remove ${email}?`,
    text: "The address is forgotten, and the link leads nowhere. Answers that came by it stay.",
  },
  import: {
    title: "Invite people",
    description: "Everybody in the list who can be is invited; each line that cannot is named.",
    people: "Addresses",
    placeholder: "Ada Byron <ada@example.org>\nbob@example.org",
    hint: "One or more a line, with names or without; or a table whose first line has the column email, and perhaps name (or first name and last name), language and timezone.",
    file: "Take a CSV file",
    fromFile: (name: string) => `From ${isolated(name)}`,
    submit: "Invite",
    tooLarge: "This is more than can be sent at once. At most 10,000 lines; take the rest in another list.",
    notText: "This file is not text. Save the table as CSV first.",
  },
  result: {
    added: (n: number) => (n === 0 ? "Nobody new was invited" : n === 1 ? "1 person is invited" : `${whole(n)} people are invited`),
    known: (n: number) => `${n === 1 ? "1 was" : `${whole(n)} were`} invited before`,
    repeated: (n: number) => `${n === 1 ? "1 stands" : `${whole(n)} stand`} twice in the list`,
    faulty: (n: number) => (n === 1 ? "1 line was not taken" : `${whole(n)} lines were not taken`),
    line: "Line",
    content: "What it says",
    why: "What is wrong",
    more: (n: number) => `and ${whole(n)} more`,
    correct: "Correct these lines",
    another: "Another list",
  },
  problems: {
    invalid_email: "This is not a mail address.",
    invalid_name: "A name has one line of at most 100 characters.",
    not_csv: "The quotation marks of this line do not match.",
    unknown_language: "This is no language tag, such as en or de-AT.",
    unknown_timezone: "This is no time zone, such as Europe/Berlin.",
    repeated: "Stands in the list before.",
    known: "Is invited already.",
  } as Record<string, string>,
  suppression: {
    title: "Who gets no mail",
    intro: "Whoever unsubscribed, complained, or whose address does not exist gets no mail of your organization any more. Only fingerprints of these addresses are kept, so there is no list of them.",
    email: "Address that wants mail again",
    hint: "Only at its owner's wish.",
    submit: "Let it get mail again",
    lifted: (email: string) => `${email} gets mail.`,
  },
};

export type Texts = typeof en;
