/** A part of the editor that may fail to come or break: the draft around it stays, and it can be tried again. */
import { Component, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/surface";
import { usePhrases } from "@/lib/i18n/phrases";

interface FallibleProps {
  message: string;
  children: ReactNode;
}

export class Fallible extends Component<FallibleProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    const { message, children } = this.props;
    return this.state.hasFailed ? <Failed message={message} onRetry={() => this.setState({ hasFailed: false })} /> : children;
  }
}

function Failed({ message, onRetry }: { message: string; onRetry: () => void }) {
  const { tryAgain } = usePhrases();
  return (
    <Notice tone="bad" className="mx-5" action={<Button size="sm" onClick={onRetry}>{tryAgain}</Button>}>
      {message}
    </Notice>
  );
}
