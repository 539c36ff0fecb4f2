"""Who changed what, when and from where: one chain of events per organization that shows when it was tampered with."""
