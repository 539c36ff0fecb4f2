/** What the frame of the facilitators' pages says. */
export const en = {
  skip: "Skip to content",
  main: "Main",
  surveys: "Surveys",
  sessions: "Sessions",
  organization: "Organization",
  unreachable: "ImpactPulse cannot be reached",
  tabs: { general: "General", members: "Members", apiKeys: "API keys", audit: "Audit log" },
};

export type Texts = typeof en;
