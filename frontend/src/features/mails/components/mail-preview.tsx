/** A mail as somebody would read it: its text alone, so that nothing in it can act on this page. */
import { useTexts } from "@/features/mails/use-texts";
import type { MailPreview as Mail } from "@/lib/api/schema";

export function MailPreview({ mail }: { mail: Mail }) {
  const texts = useTexts().words;
  return (
    <figure aria-label={texts.previewTitle} className="rounded-control bg-sunken p-4" lang={mail.language}>
      <p dir="auto" className="font-semibold">
        {mail.subject}
      </p>
      <p dir="auto" className="mt-3 rounded-lg bg-surface px-4 py-3 text-[0.9375rem] break-words whitespace-pre-wrap">
        {mail.text}
      </p>
      <figcaption className="mt-2 text-sm text-faint">{texts.previewHint}</figcaption>
    </figure>
  );
}
