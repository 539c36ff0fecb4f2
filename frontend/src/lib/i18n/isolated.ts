/** What people wrote, within a sentence of the interface. */

const READ_FROM_THE_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Kept apart from what stands around it where it may run the other way: as <bdi> does, where a text can hold no element. */
export function isolated(text: string): string {
  return READ_FROM_THE_RIGHT.test(text) ? `\u2068${text}\u2069` : text;
}

/** As it was written: whoever copies it out of a sentence copies what keeps it apart as well. */
export function bare(text: string): string {
  return text.replaceAll(/[\u2068\u2069]/g, "").trim();
}
