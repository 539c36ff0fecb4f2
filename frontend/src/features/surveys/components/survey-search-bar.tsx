/** Looking for surveys by their title, those in use or those put away, and the order of what is found. */
import { SearchField, SelectField } from "@/components/ui/field";
import { isSort, SORTS, type SurveySearch } from "@/features/surveys/api/survey-search";
import { useTexts } from "@/features/surveys/use-texts";

interface SurveySearchBarProps {
  text: string;
  search: SurveySearch;
  onType: (text: string) => void;
  onAsk: (change: Partial<SurveySearch>) => void;
}

export function SurveySearchBar({ text, search, onType, onAsk }: SurveySearchBarProps) {
  const { list: texts } = useTexts().collection;
  return (
    <div role="search" className="mb-5 grid grid-cols-2 gap-3 sm:flex [&>:first-child]:col-span-2">
      <SearchField
        label={texts.search} frame="flex-1" placeholder={texts.searchExample} maxLength={100}
        value={text} onChange={(event) => onType(event.target.value)}
      />
      <SelectField label={texts.which} hideLabel frame="sm:w-40" value={String(search.archived)} onChange={({ target }) => onAsk({ archived: target.value === "true" })}>
        <option value="false">{texts.inUse}</option>
        <option value="true">{texts.archived}</option>
      </SelectField>
      <SelectField label={texts.sortBy} hideLabel frame="sm:w-52" value={search.sort} onChange={({ target }) => isSort(target.value) && onAsk({ sort: target.value })}>
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>{texts.sorts[sort]}</option>
        ))}
      </SelectField>
    </div>
  );
}
