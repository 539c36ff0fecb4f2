/** A link that looks like a button; in a file of its own, as phones load no router. */
import { Link, type LinkProps } from "react-router";
import { type ButtonLook, buttonLook } from "@/components/ui/button";

export function ButtonLink({ variant, size, className, ...rest }: LinkProps & ButtonLook) {
  return <Link className={buttonLook({ variant, size }, className)} {...rest} />;
}
