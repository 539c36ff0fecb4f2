/** Looking for surveys by their title, and the order of what is found. */
import { SelectField, TextField } from "@/components/ui/field";
import { isSort, SORTS, type SurveySort } from "@/features/surveys/api/survey-search";

interface SurveySearchBarProps {
  text: string;
  sort: SurveySort;
  onType: (text: string) => void;
  onSort: (sort: SurveySort) => void;
}

export function SurveySearchBar({ text, sort, onType, onSort }: SurveySearchBarProps) {
  return (
    <div role="search" className="mb-5 flex flex-col gap-3 sm:flex-row">
      <TextField
        label="Search surveys" hideLabel frame="flex-1" type="search" placeholder="Search titles" maxLength={100}
        value={text} onChange={(event) => onType(event.target.value)}
      />
      <SelectField label="Sort by" hideLabel frame="sm:w-52" value={sort} onChange={({ target }) => isSort(target.value) && onSort(target.value)}>
        {Object.entries(SORTS).map(([value, label]) => (
          <option key={value} value={value}>{label}</option>
        ))}
      </SelectField>
    </div>
  );
}
