/** The questions that this phone's owner has asked, as the server last told of them: also those that nobody else sees. */
import type { AudienceQuestion, OwnQuestion } from "@/lib/socket/frames";

export type OwnQuestionsView = Readonly<Record<string, AudienceQuestion>>;

export class OwnQuestions {
  readonly #listeners = new Set<() => void>();
  #view: OwnQuestionsView = {};

  /** By id; another object whenever something in it is new. */
  get view(): OwnQuestionsView {
    return this.#view;
  }

  onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  take({ question, data }: OwnQuestion): void {
    this.#view = { ...this.#view, [question]: data };
    for (const listener of [...this.#listeners]) listener();
  }
}
