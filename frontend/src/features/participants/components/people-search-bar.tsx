/** Looking for somebody, and the order of the list. */
import { SearchField, SelectField } from "@/components/ui/field";
import { type PeopleSort, type Sight, sortsFor } from "@/features/participants/api/people-search";
import { useTexts } from "@/features/participants/use-texts";

interface PeopleSearchBarProps {
  sight: Sight;
  text: string;
  sort: PeopleSort;
  onType: (text: string) => void;
  onOrder: (sort: string) => void;
}

export function PeopleSearchBar({ sight, text, sort, onType, onOrder }: PeopleSearchBarProps) {
  const texts = useTexts();
  return (
    <div role="search" className="mb-4 flex flex-col gap-3 sm:flex-row">
      {sight.search && (
        <SearchField
          label={texts.search} frame="flex-1" placeholder={sight.names ? texts.searchExample : texts.searchUnnamed} maxLength={100}
          value={text} onChange={(event) => onType(event.target.value)}
        />
      )}
      <SelectField label={texts.sortBy} hideLabel frame="sm:w-52" value={sort} onChange={(event) => onOrder(event.target.value)}>
        {sortsFor(sight).map((one) => (
          <option key={one} value={one}>{texts.sorts[one]}</option>
        ))}
      </SelectField>
    </div>
  );
}
