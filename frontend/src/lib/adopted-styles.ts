/** In place of the package `react-style-singleton`, whose style elements our pages' policy forbids: adopted style sheets. */
import { useEffect } from "react";

interface StylesProps {
  readonly styles: string;
  readonly dynamic?: boolean;
}

/** A component that keeps its styles in force while it is mounted anywhere; the first one's, unless they are dynamic. */
export function styleSingleton() {
  const sheet = new CSSStyleSheet();
  let mounted = 0;

  function adopt(styles: string): void {
    mounted += 1;
    if (mounted > 1) return;
    sheet.replaceSync(styles);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  function drop(): void {
    mounted -= 1;
    if (mounted === 0) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  }

  return function Styles({ styles, dynamic = false }: StylesProps): null {
    const key = dynamic ? styles : "";
    useEffect(() => {
      adopt(styles);
      return drop;
      // eslint-disable-next-line react-hooks/exhaustive-deps -- later styles count only where they are dynamic
    }, [key]);
    return null;
  };
}
