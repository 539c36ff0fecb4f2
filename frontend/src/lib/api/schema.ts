/** The resources of the REST interface, by the names the server's schema gives them. */
import type { components } from "@/generated/openapi";

type Schemas = components["schemas"];

export type Problem = Schemas["Problem"];
export type Me = Schemas["MeResource"];
export type Login = Schemas["LoginResource"];
export type Registration = Schemas["Registration"];
export type LoginAttempt = Schemas["LoginAttempt"];
export type SocketToken = Schemas["SocketTokenResource"];
export type Survey = Schemas["SurveyResource"];
export type SurveySummary = Schemas["SurveySummary"];
export type SurveyEdit = Schemas["SurveyEdit"];
export type SurveyVersion = Schemas["SurveyVersionResource"];
export type Session = Schemas["SessionResource"];
export type SessionSummary = Schemas["SessionSummary"];
export type NewSession = Schemas["NewSession"];
export type SessionMode = Session["mode"];
export type StateResource = Schemas["StateResource"];
export type ControlCommand = Schemas["ControlCommand"];
export type Results = Schemas["ResultsResource"];
export type JoinPreview = Schemas["JoinPreview"];
export type JoinRequest = Schemas["JoinRequest"];
export type Joined = Schemas["JoinResource"];
export type ParticipantSession = Schemas["ParticipantSession"];
export type ParticipantResource = Schemas["ParticipantResource"];
export type SubmissionBody = Schemas["SubmissionBody"];
export type Receipt = Schemas["ReceiptResource"];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
