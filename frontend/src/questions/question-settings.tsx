/** The settings of a question that depend on its type. */
import { type ReactNode, Suspense } from "react";
import type { SettingsProps } from "@/components/settings/settings-props";
import { Skeleton } from "@/components/ui/surface";
import { moduleOf } from "@/questions/registry";

interface QuestionSettingsProps extends SettingsProps {
  /** Comes with them, for they may have to be fetched. */
  children?: ReactNode;
}

export function QuestionSettings({ children, ...props }: QuestionSettingsProps) {
  const { Settings } = moduleOf(props.question);
  return (
    <Suspense fallback={<Skeleton className="h-32 w-full" />}>
      <Settings {...props} />
      {children}
    </Suspense>
  );
}
