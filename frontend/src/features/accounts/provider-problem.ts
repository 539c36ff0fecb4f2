/** What to tell somebody whom another provider sent back without a login. */
const PROBLEMS: Record<string, string> = {
  oidc_denied: "You did not agree at the other provider, so nobody was logged in.",
  oidc_state: "That took too long, or it was begun in another browser. Try again.",
  oidc_email_unverified: "The other provider has not confirmed your e-mail address; confirm it there first.",
  oidc_unavailable: "The other provider cannot be reached now. Try again later, or log in with your password.",
};

export function providerProblem(code: string | null): string | null {
  if (code === null) return null;
  return PROBLEMS[code] ?? "The other provider could not confirm who you are. Try again.";
}
