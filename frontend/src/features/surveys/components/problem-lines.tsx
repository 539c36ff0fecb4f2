/** What keeps something from being published, line by line. */
export function ProblemLines({ problems }: { problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 px-4 pb-3">
      {problems.map((problem) => (
        <li key={problem} className="text-sm font-medium text-bad">{problem}</li>
      ))}
    </ul>
  );
}
