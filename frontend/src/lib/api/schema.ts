/** The resources of the REST interface, by the names the server's schema gives them. */
import type { components } from "@/generated/openapi";
import type { Question } from "@/lib/questions/question";

type Schemas = components["schemas"];

/** A resource with its questions as they are drawn: a quiz may lack its right answers. */
type Drawn<T> = Omit<T, "questions"> & { questions: Question[] };

export type Problem = Schemas["Problem"];
export type Me = Schemas["MeResource"];
export type Permission = Me["permissions"][number];
export type Role = Me["role"];
export type MyOrganization = Schemas["MyOrganization"];
export type OrganizationDetail = Schemas["OrganizationDetail"];
export type Membership = Schemas["MemberResource"];
export type Invitation = Schemas["InvitationResource"];
export type GrantedRole = Invitation["role"];
export type NewInvitation = Schemas["NewInvitation"];
export type InvitationPreview = Schemas["InvitationPreview"];
export type InvitedRegistration = Schemas["InvitedRegistration"];
export type ApiKey = Schemas["ApiKeyResource"];
export type NewApiKey = Schemas["NewApiKey"];
export type AuditEvent = Schemas["AuditEventResource"];
export type Login = Schemas["LoginResource"];
export type Registration = Schemas["Registration"];
export type LoginAttempt = Schemas["LoginAttempt"];
export type LoginStep = Login | Schemas["ChallengeResource"] | Schemas["EnrolChallengeResource"];
export type SecondStep = Schemas["SecondStep"];
export type Enrolment = Schemas["EnrolmentResource"];
export type FullProof = Schemas["FullProof"];
export type StandingLogin = Schemas["StandingLoginResource"];
export type EmailChange = Schemas["EmailChange"];
export type PasswordChange = Schemas["PasswordChange"];
export type PasswordReset = Schemas["PasswordReset"];
export type SocketToken = Schemas["SocketTokenResource"];
export type Survey = Drawn<Schemas["SurveyResource"]>;
export type Section = Schemas["Section"];
export type SurveySummary = Schemas["SurveySummary"];
export type StoredSurveyEdit = Schemas["SurveyEdit"];
export type SurveyVersionSummary = Schemas["SurveyVersionSummary"];
export type SurveyFile = Schemas["SurveyFile"];
export type TemplateSummary = Schemas["TemplateSummary"];
export type SurveyEdit = Drawn<StoredSurveyEdit>;
export type Session = Schemas["SessionResource"];
export type SessionSummary = Schemas["SessionSummary"];
export type NewSession = Schemas["NewSession"];
export type SessionSettings = Schemas["SessionSettings"];
export type SettingsChange = Schemas["SettingsChange"];
export type SessionMode = Session["mode"];
export type StateResource = Schemas["StateResource"];
export type ControlCommand = Schemas["ControlCommand"];
export type Results = Schemas["ResultsResource"];
export type SessionInvitation = Schemas["SessionInvitationResource"];
export type NewSessionInvitations = Schemas["NewInvitations"];
export type ImportedInvitations = Schemas["ImportResource"];
export type ReminderPlan = Schemas["ReminderPlan"];
export type StoredReminderPlan = Schemas["ReminderPlanResource"];
export type Wave = Schemas["WaveResource"];
export type WaveKind = Wave["kind"];
export type LineState = "reserved" | "sent" | "refused" | "unknown" | "delivered" | "bounced" | "complained";
export type MailDecision = Schemas["DecisionResource"];
export type MailVerdict = MailDecision["verdict"];
export type MailPreview = Schemas["PreviewResource"];
export type MailPreviewRequest = Schemas["PreviewRequest"];
export type Report = Schemas["ReportResource"];
export type WantedReport = Schemas["Wanted"];
export type SessionProgress = Schemas["ProgressResource"];
export type Webhook = Schemas["WebhookResource"];
export type WebhookEdit = Schemas["WebhookEdit"];
export type TestedWebhook = Schemas["TestedWebhook"];
export type WebhookProblem = NonNullable<TestedWebhook["problem"]>;
export type Delivery = Schemas["DeliveryResource"];
export type JoinPreview = Schemas["JoinPreview"];
export type PublicTheme = Schemas["PublicTheme"];
export type InvitedPreview = Schemas["InvitedPreview"];
export type Joined = Schemas["JoinResource"];
export type ParticipantSession = Schemas["ParticipantSession"];
export type ParticipantResource = Schemas["ParticipantResource"];
export type AudienceBoard = Schemas["BoardResource"];
export type SubmissionBody = Schemas["SubmissionBody"];
export type Receipt = Schemas["ReceiptResource"];

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
