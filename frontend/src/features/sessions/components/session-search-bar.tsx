/** Looking for sessions by their title, how they stand, and the survey they run. */
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { SearchField, SelectField } from "@/components/ui/field";
import { isShelf, type SessionSearch, SHELVES } from "@/features/sessions/api/session-search";
import { surveyTitleQuery } from "@/features/sessions/api/sessions";
import { useTexts } from "@/features/sessions/use-texts";

interface SessionSearchBarProps {
  text: string;
  search: SessionSearch;
  onType: (text: string) => void;
  onAsk: (change: Partial<SessionSearch>) => void;
}

export function SessionSearchBar({ text, search, onType, onAsk }: SessionSearchBarProps) {
  const texts = useTexts().list;
  const { data: survey } = useQuery(surveyTitleQuery(search.survey));
  return (
    <div role="search" className="mb-5 flex flex-col gap-3 sm:flex-row sm:flex-wrap">
      <SearchField label={texts.search} frame="sm:flex-1 sm:basis-64" placeholder={texts.searchExample} maxLength={100} value={text} onChange={(event) => onType(event.target.value)} />
      <SelectField label={texts.which} hideLabel frame="sm:w-52" value={search.shelf} onChange={({ target }) => isShelf(target.value) && onAsk({ shelf: target.value })}>
        {SHELVES.map((shelf) => (
          <option key={shelf} value={shelf}>{texts.shelves[shelf]}</option>
        ))}
      </SelectField>
      {search.survey !== "" && (
        <p className="flex basis-full items-center gap-1 text-sm font-semibold text-brand">
          <span className="min-w-0 truncate">{texts.ofSurvey(survey ?? "…")}</span>
          <IconButton label={texts.ofAll} icon={<X className="size-4" />} onClick={() => onAsk({ survey: "" })} />
        </p>
      )}
    </div>
  );
}
