/** A survey about arriving, and its draft as it is tried from the editor. */
import { screen, within } from "@testing-library/react";
import { success } from "@/testing/fake-server";
import { newQuestion } from "@/testing/questions";
import { meAs, serverFor, visit } from "@/testing/visit";

export const came = { ...newQuestion("yes_no", "came"), title: "Did you come by train?" };
export const late = { ...newQuestion("nps", "late"), title: "How late was it?", required: true };
export const wish = { ...newQuestion("short_text", "wish"), title: "A wish?" };
export const onPage = (id: string, title: string, show_if: object | null, ...questions: string[]) => ({ id, title, description: "", questions, show_if });
const survey = {
  id: "srv_1", title: "Arrival", description: "", draft_version: 2, published_version: 3, archived_at: null as string | null, links: {}, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z",
  questions: [came, late, wish], language: "en", theme: { colour: "#7a1f5c", logo: "img_1" },
  sections: [onPage("one", "On the way", null, "came"), onPage("two", "The train", { op: "is", question: "came", value: "yes" }, "late"), onPage("three", "At last", null, "wish")],
  translations: { de: { title: "Ankunft", "sections.one.title": "Unterwegs", "questions.came.title": "Kamen Sie mit der Bahn?" }, ar: { "sections.one.title": "في الطريق" } },
};
type Survey = Omit<typeof survey, "questions" | "sections" | "translations"> & { questions: readonly object[]; sections: readonly object[]; translations: object };

export async function opened(changed: Partial<Survey> = {}, { role = "facilitator", problems = [] }: { role?: "viewer" | "facilitator"; problems?: readonly object[] } = {}) {
  const server = serverFor(meAs(role))
    .on("GET /api/v1/surveys/:id", success({ ...survey, ...changed }))
    .on("GET /api/v1/surveys/:id/problems", success({ draft_version: 2, problems }));
  const { user } = visit("/app/surveys/srv_1");
  const button = await screen.findByRole("button", { name: "Try it" });
  const begin = async () => {
    button.focus();
    await user.keyboard("{Enter}");
    return screen.findByRole("dialog", { name: "Try it as a respondent" });
  };
  return { server, user, begin, button };
}

export const dialog = () => within(screen.getByRole("dialog"));
export const choose = (name: string | RegExp) => dialog().getByRole("radio", { name });
export const press = (name: string) => dialog().getByRole("button", { name });
export const heading = (name: string) => dialog().findByRole("heading", { level: 1, name });
