/** The HTML of a mail as a document of ours: our pages' policy forbids style attributes, so they are set one by one. */

/** What can act, load or leave; the frame gives no right to any of it either. */
const BARRED = "script, style, link, meta, base, iframe, object, embed, form, img, video, audio, svg";

/** Draws a mail into the document of a frame without rights. Its links lead nowhere. */
export function drawMail(html: string, page: Document): void {
  const mail = new DOMParser().parseFromString(withStylesApart(html), "text/html");
  for (const barred of mail.querySelectorAll(BARRED)) barred.remove();
  for (const link of mail.querySelectorAll("a")) link.removeAttribute("href");
  page.documentElement.lang = mail.documentElement.lang;
  page.body.replaceChildren(...[...mail.body.childNodes].map((node) => page.importNode(node, true)));
  page.body.dataset.style = mail.body.dataset.style ?? "";
  for (const element of [page.body, ...page.body.querySelectorAll<HTMLElement>("[data-style]")]) {
    element.style.cssText = element.dataset.style ?? "";
    element.removeAttribute("data-style");
  }
}

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi;
const VALUE_OR_STYLE = /"[^"]*"|'[^']*'|\sstyle(?=\s*=)/gi;

/** Renames the attribute before the browser reads it, in tags alone: a text that speaks of styles stays as it is. */
function withStylesApart(html: string): string {
  return html.replace(TAG, (tag) => tag.replace(VALUE_OR_STYLE, (part) => (/^\s/.test(part) ? " data-style" : part)));
}
