/** What the frame of the facilitators' pages says. */
export const en = {
  skip: "Skip to content",
  main: "Main",
  surveys: "Surveys",
  sessions: "Sessions",
  organization: "Organization",
  unreachable: "ImpactPulse cannot be reached",
  session: {
    pages: "Pages of the session",
    unavailable: "This session cannot be shown",
    live: "Live screen",
    modes: { live: "Live session", open: "Open session" },
    results: "Results",
    comparison: "Over time",
    participants: "Participants",
    invitations: "Invitations",
    mails: "Mails",
    reports: "Reports",
  },
  tabs: { general: "General", members: "Members", apiKeys: "API keys", audit: "Audit log", webhooks: "Webhooks", jobs: "Background work" },
};

export type Texts = typeof en;
