/** A choice among pictures. */
import { Images } from "lucide-react";
import { lazy } from "react";
import { sharesTable } from "@/components/charts/table-of-results";
import { optionCount, respondents } from "@/lib/questions/cells";
import { isExclusive } from "@/lib/questions/choices";
import { amongOptions, INCLUDING } from "@/lib/questions/comparands";
import { labelled, lackingLabels } from "@/lib/questions/options";
import type { PictureChoice, PictureOption } from "@/lib/questions/question";
import { PictureInput } from "@/questions/picture/picture-input";
import { PLAIN, type TypeModule } from "@/questions/type-module";

export function newPicture(id: string): PictureOption {
  return { id, label: "", image: null, alt: "", exclusive: false };
}

export const pictureChoice: TypeModule<PictureChoice> = {
  ...PLAIN,
  family: "Choices",
  icon: Images,
  showsIntervals: true,
  draft: (base) => ({ ...base, type: "picture_choice", options: [newPicture("a"), newPicture("b")], min_choices: 1, max_choices: 1, shuffle: false }),
  lacks: ({ options }) => [
    ...lackingLabels(options, "options", "picture"),
    ...options.flatMap(({ image, alt }, i) => (image && alt.trim() === "" ? [{ path: `options.${i}.alt`, code: "picture-text" as const }] : [])),
  ],
  forPreview: (question, words) => ({ ...question, options: labelled(question.options, words.picture) }),
  operators: INCLUDING,
  comparand: amongOptions,
  Input: PictureInput,
  Chart: lazy(async () => ({ default: (await import("@/questions/picture/picture-chart")).PictureChart })),
  Settings: lazy(async () => ({ default: (await import("@/questions/picture/picture-settings")).PictureSettings })),
  problemWith: ({ options, min_choices: least, max_choices: most }, value, texts) => {
    const { problems } = texts.choice;
    const chosen = Array.isArray(value) ? value : [];
    const standsAlone = chosen.some((id) => isExclusive(id, options));
    if (standsAlone && chosen.length > 1) return problems.oneAlone;
    if (!standsAlone && chosen.length < least) return problems.atLeast(least);
    return chosen.length > most ? problems.atMost(most) : null;
  },
  pictures: ({ options }) => options.flatMap(({ image }) => image ?? []),
  describeAnswer: ({ options }, value) => options.filter(({ id }) => Array.isArray(value) && value.includes(id)).map(({ label }) => label).join(", "),
  tableRows: ({ options }, cell, texts) => sharesTable(respondents(cell), options.map(({ id, label }) => ({ id, label, count: optionCount(cell, id) })), texts),
};
