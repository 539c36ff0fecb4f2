/** Which family an audit action belongs to: what it is about. Pure. */
const FAMILIES = ["member", "invitation", "organization", "survey", "session", "results", "participant", "image", "api_key", "webhook", "job"] as const;
export type Family = (typeof FAMILIES)[number] | "account";

/** Names of actions that begin with another word than their family. */
const ALIASES: Record<string, Family> = {
  audience_question: "session",
  invitations: "invitation",
  mail_suppression: "invitation",
  reminder_plan: "invitation",
  report: "results",
  report_plan: "results",
  tags: "survey",
  text: "results",
};

/** Whatever is about nothing in the organization is about somebody's own account. */
export function familyOf(action: string): Family {
  const subject = action.split(".")[0] ?? "";
  return ALIASES[subject] ?? FAMILIES.find((family) => family === subject) ?? "account";
}

export function actionsByFamily(actions: readonly string[]): { family: Family; actions: string[] }[] {
  return [...FAMILIES, "account" as const]
    .map((family) => ({ family, actions: actions.filter((action) => familyOf(action) === family) }))
    .filter((group) => group.actions.length > 0);
}
