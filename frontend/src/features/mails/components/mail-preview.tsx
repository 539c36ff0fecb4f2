/** A mail as somebody would read it, designed or as plain text; nothing in it can act on this page. */
import { useEffect, useRef, useState } from "react";
import { Segments } from "@/components/ui/segments";
import { drawMail } from "@/features/mails/mail-document";
import { useTexts } from "@/features/mails/use-texts";
import type { MailPreview as Mail } from "@/lib/api/schema";

type View = "html" | "text";

export function MailPreview({ mail }: { mail: Mail }) {
  const texts = useTexts().words;
  const [view, setView] = useState<View>("html");
  return (
    <figure aria-label={texts.previewTitle} className="flex flex-col gap-3 rounded-control bg-sunken p-4">
      <Segments legend={texts.previewTitle} value={view} onChange={setView} choices={[{ value: "html", label: texts.designed }, { value: "text", label: texts.plain }]} />
      <p dir="auto" lang={mail.language} className="font-semibold">
        {mail.subject}
      </p>
      {view === "html" ? (
        <MailFrame mail={mail} />
      ) : (
        <p dir="auto" lang={mail.language} className="rounded-lg bg-surface px-4 py-3 text-[0.9375rem] break-words whitespace-pre-wrap">
          {mail.text}
        </p>
      )}
      <figcaption className="text-sm text-faint">{texts.previewHint}</figcaption>
    </figure>
  );
}

/** A frame that may run, submit and open nothing; its document is drawn from here, hence the same origin. */
function MailFrame({ mail: { html, subject, language } }: { mail: Mail }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => drawInto(frame.current, html), [html]);
  // Firefox replaces the empty document once more after the frame was made.
  return <iframe ref={frame} title={subject} lang={language} sandbox="allow-same-origin" onLoad={({ currentTarget }) => drawInto(currentTarget, html)} className="h-112 w-full rounded-lg bg-white" />;
}

function drawInto(frame: HTMLIFrameElement | null, html: string): void {
  const page = frame?.contentDocument;
  if (page?.body) drawMail(html, page);
}
