import { render, screen } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { expect, it } from "vitest";
import { Afterwards } from "@/components/ui/afterwards";

it("the rest of a page is drawn after what it is opened for", () => {
  const seen: string[] = [];
  function Part({ name }: { name: string }) {
    useLayoutEffect(() => void seen.push(document.body.textContent), []);
    return <p>{name}</p>;
  }
  render(<><Part name="first" /><Afterwards instead={<i>soon</i>}><Part name="rest" /></Afterwards></>);
  expect(seen).toEqual(["firstsoon", "firstrest"]);
  expect(screen.getByText("rest")).toBeVisible();
});
