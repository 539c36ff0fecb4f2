/** What people wrote to a question, one by one: searched, tagged, and read page by page. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { MessageSquareText, RefreshCw, Tags } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { PagedRows } from "@/components/ui/paged-rows";
import { Notice } from "@/components/ui/surface";
import type { Tally } from "@/features/results/api/results";
import { tagsQuery, textCountsQuery, type TextsOf, textsQuery, UNTAGGED, useTagging } from "@/features/results/api/written-texts";
import { TagEditor } from "@/features/results/components/tag-editor";
import { TagShares } from "@/features/results/components/tag-shares";
import { WrittenRow } from "@/features/results/components/written-row";
import { useTexts } from "@/features/results/use-texts";
import { errorMessage } from "@/lib/api/error-message";
import { useMay } from "@/lib/api/me";
import { useNumbers } from "@/lib/i18n/numbers";
import { useSettled } from "@/lib/use-settled";

interface WrittenTextsProps {
  of: TextsOf;
  survey: string;
  tally: Tally;
}

/** Read from the whole log, so only when somebody asks for it. */
export function WrittenTexts(props: WrittenTextsProps) {
  const texts = useTexts().written;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="mt-6 border-t border-line pt-5">
      {isOpen ? (
        <Opened {...props} />
      ) : (
        <Button onClick={() => setOpen(true)}>
          <MessageSquareText aria-hidden="true" className="size-4" /> {texts.open}
        </Button>
      )}
    </div>
  );
}

function Opened({ of, survey, tally }: WrittenTextsProps) {
  const texts = useTexts().written;
  const { whole } = useNumbers();
  const mayTag = useMay("sessions:control");
  const mayEdit = useMay("surveys:write");
  const [sought, setSought] = useState("");
  const [tag, setTag] = useState<string | null>(null);
  const [isEditing, setEditing] = useState(false);
  const wanted = { q: useSettled(sought.trim()), tag };
  const found = useInfiniteQuery(textsQuery(of, wanted));
  const counts = useQuery(textCountsQuery(of, wanted, tally)).data;
  const list = useQuery(tagsQuery(survey)).data;
  const tagging = useTagging(of);
  const tags = list?.tags ?? [];
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-end gap-3">
        <TextField frame="min-w-52 flex-1" type="search" label={texts.search} maxLength={100} autoFocus value={sought} onChange={(event) => setSought(event.target.value)} />
        {tags.length > 0 && (
          <SelectField frame="max-w-60" label={texts.show} value={tag ?? ""} onChange={(event) => setTag(event.target.value || null)}>
            <option value="">{texts.all}</option>
            <option value={UNTAGGED}>{texts.untagged}</option>
            {tags.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        {mayEdit && list && (
          <Button onClick={() => setEditing(true)}>
            <Tags aria-hidden="true" className="size-4" /> {texts.editTags}
          </Button>
        )}
      </div>
      {counts && <TagShares counts={counts} />}
      {counts && (
        <p role="status" className="figures flex flex-wrap items-center gap-x-3 text-sm text-faint">
          {texts.found(whole(counts.found), whole(counts.texts))}
          <Button size="sm" variant="quiet" busy={found.isRefetching} onClick={() => void found.refetch()}>
            <RefreshCw aria-hidden="true" className="size-4" /> {texts.refresh}
          </Button>
        </p>
      )}
      {tagging.isError && <Notice tone="bad">{errorMessage(tagging.error)}</Notice>}
      {mayTag && tags.length > 0 && <p className="text-sm text-faint">{texts.keys}</p>}
      <div>
        <PagedRows
          query={found}
          placeholders={3}
          empty={{ icon: <MessageSquareText />, title: wanted.q || tag ? texts.noneLikeThis : texts.none, hint: wanted.q || tag ? texts.noneLikeThisHint : texts.noneHint }}
          row={(text) => <WrittenRow key={text.id} text={text} tags={tags} onTag={mayTag ? (one, isOn) => tagging.mutate({ text, tag: one, isOn }) : undefined} />}
        />
      </div>
      {isEditing && list && <TagEditor survey={survey} list={list} onDone={() => setEditing(false)} />}
    </div>
  );
}
