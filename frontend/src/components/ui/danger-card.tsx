/** A subject of a settings page that ends something: its button opens a dialog, which asks once more. */
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SubjectCard } from "@/components/ui/subject-card";

interface DangerCardProps {
  title: string;
  intro: string;
  open: string;
  dialogTitle: string;
  dialogText: string;
  /** What the dialog asks. */
  children: (close: () => void) => ReactNode;
}

export function DangerCard({ title, intro, open, dialogTitle, dialogText, children }: DangerCardProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <SubjectCard
      title={title}
      intro={intro}
      action={
        <Button variant="danger" onClick={() => setIsOpen(true)}>
          {open}
        </Button>
      }
    >
      {isOpen && (
        <Dialog open onOpenChange={setIsOpen} title={dialogTitle} description={dialogText}>
          {children(() => setIsOpen(false))}
        </Dialog>
      )}
    </SubjectCard>
  );
}
