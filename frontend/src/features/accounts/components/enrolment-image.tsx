/** The QR image that an authenticator app reads, and the same secret for typing. */
import { useTexts } from "@/features/accounts/use-texts";
import type { Enrolment } from "@/lib/api/schema";

export function EnrolmentImage({ enrolment }: { enrolment: Enrolment }) {
  const texts = useTexts().twoSteps;
  const grouped = enrolment.secret.match(/.{1,4}/g)?.join(" ") ?? enrolment.secret;
  return (
    <div className="flex flex-col items-center gap-4 sm:flex-row sm:items-start">
      <img src={`data:image/svg+xml;base64,${btoa(enrolment.qr_svg)}`} alt={texts.qr} className="size-44 shrink-0 rounded-control bg-white ring-1 ring-line" />
      <div className="text-[0.9375rem] text-muted">
        <p>{texts.scan}</p>
        <p className="mt-3">{texts.noCamera}</p>
        <p className="mt-1 font-mono text-sm break-all text-ink">{grouped}</p>
      </div>
    </div>
  );
}
