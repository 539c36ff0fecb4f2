/** Actions by what they are about: pure. */
const FAMILIES = ["member", "invitation", "organization", "survey", "session", "results", "participant", "image", "api_key", "webhook", "job"] as const;
export type Family = (typeof FAMILIES)[number] | "account";

/** Names of actions that begin with another word than their family. */
const ALIASES: Record<string, Family> = { invitations: "invitation", reminder_plan: "invitation", mail_suppression: "invitation", report: "results", report_plan: "results", audience_question: "session", tags: "survey", text: "results" };

/** What is about no thing of the organization is about somebody's own account. */
export function familyOf(action: string): Family {
  const subject = action.split(".")[0] ?? "";
  return ALIASES[subject] ?? FAMILIES.find((family) => family === subject) ?? "account";
}

export function actionsByFamily(actions: readonly string[]): { family: Family; actions: string[] }[] {
  return [...FAMILIES, "account" as const]
    .map((family) => ({ family, actions: actions.filter((action) => familyOf(action) === family) }))
    .filter((group) => group.actions.length > 0);
}
