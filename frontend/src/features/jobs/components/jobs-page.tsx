/** Work behind the scenes: what waits, runs, was done, or failed for good. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useSearchParams } from "react-router";
import { SelectField } from "@/components/ui/field";
import { PagedRows } from "@/components/ui/paged-rows";
import { jobsQuery, KINDS, STATES } from "@/features/jobs/api/jobs";
import { JobRow } from "@/features/jobs/components/job-row";
import { useTexts } from "@/features/jobs/use-texts";

export function JobsPage() {
  const texts = useTexts();
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get("state")) ?? null;
  const kind = KINDS.find((one) => one === search.get("kind")) ?? null;
  const jobs = useInfiniteQuery(jobsQuery(state, kind));
  const choose = (name: string, value: string) => {
    const chosen = new URLSearchParams(search);
    if (value === "") chosen.delete(name);
    else chosen.set(name, value);
    setSearch(chosen, { replace: true });
  };
  const isFiltered = state !== null || kind !== null;
  return (
    <section aria-labelledby="jobs-title">
      <div className="mb-5 max-w-2xl">
        <h1 id="jobs-title" className="text-title">
          {texts.title}
        </h1>
        <p className="mt-1 text-pretty text-muted">{texts.intro}</p>
      </div>
      <div className="mb-4 grid max-w-xl gap-3 sm:grid-cols-2">
        <SelectField label={texts.state} value={state ?? ""} onChange={(event) => choose("state", event.target.value)}>
          <option value="">{texts.all}</option>
          {STATES.map((one) => (
            <option key={one} value={one}>
              {texts.states[one]}
            </option>
          ))}
        </SelectField>
        <SelectField label={texts.kind} value={kind ?? ""} onChange={(event) => choose("kind", event.target.value)}>
          <option value="">{texts.all}</option>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {texts.kinds[one]}
            </option>
          ))}
        </SelectField>
      </div>
      <PagedRows query={jobs} placeholders={4} empty={{ icon: <ListChecks />, title: isFiltered ? texts.noneLikeThis : texts.empty, hint: texts.emptyHint }} row={(job) => <JobRow key={job.id} job={job} />} />
    </section>
  );
}
