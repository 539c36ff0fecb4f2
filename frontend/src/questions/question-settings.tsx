/** The settings of a question that depend on its type. */
import { Suspense } from "react";
import type { SettingsProps } from "@/components/settings/settings-props";
import { Skeleton } from "@/components/ui/surface";
import { moduleOf } from "@/questions/registry";

export function QuestionSettings(props: SettingsProps) {
  const { Settings } = moduleOf(props.question);
  return (
    <Suspense fallback={<Skeleton className="h-32 w-full" />}>
      <Settings {...props} />
    </Suspense>
  );
}
