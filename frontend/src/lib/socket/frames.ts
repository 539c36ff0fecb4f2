/** The frames of `impactpulse.v1`, by the names the server's schema gives them. */
import type { components } from "@/generated/frames";

type Schemas = components["schemas"];

export type ClientFrame = Schemas["ClientFrame"];
export type ServerFrame = Schemas["ServerFrame"];
export type Snapshot = Schemas["Snapshot"];
export type Delta = Schemas["Delta"];
export type Ack = Schemas["Ack"];
export type ErrorFrame = Schemas["Error"];
export type Welcome = Schemas["Welcome"];
export type Submit = Schemas["Submit"];
export type Control = Schemas["Control"];
export type Position = Schemas["Position"];
export type ResultsData = Schemas["ResultsData"];
/** A phone may still hold a state from before these were told. */
type Later = "opened_at" | "screen" | "settings_version" | "covered" | "code_shown" | "leaderboard_shown" | "locked";
export type StateData = Omit<Schemas["StateData"], Later> & Partial<Pick<Schemas["StateData"], Later>>;
export type ReportsData = Schemas["ReportsData"];
export type PresenceData = Schemas["PresenceData"];
export type QuestionsData = Schemas["QuestionsData"];
export type AudienceQuestion = Schemas["AudienceQuestionData"];
export type OwnQuestion = Schemas["OwnQuestion"];
export type Ask = Schemas["Ask"];
export type Upvote = Schemas["Upvote"];
export type React = Schemas["React"];
export type Reaction = React["reaction"];
export type ReactionsData = { readonly counts: Readonly<Partial<Record<Reaction, number>>> };
export type Cell = ResultsData["cells"][string];
export type Answers = Submit["answers"];
export type AnswerValue = Answers[string];
export type FieldError = Schemas["FieldError"];
