import { cleanup, render, screen } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { afterEach, expect, it } from "vitest";
import { Afterwards } from "@/components/ui/afterwards";

afterEach(cleanup);

it("the rest of a page is drawn after what it is opened for", () => {
  const container = document.body.appendChild(document.createElement("div"));
  const seen: (string | null)[] = [];
  function Part({ name }: { name: string }) {
    useLayoutEffect(() => void seen.push(container.textContent), []);
    return <p>{name}</p>;
  }
  render(<><Part name="first" /><Afterwards instead={<i>soon</i>}><Part name="rest" /></Afterwards></>, { container });
  expect(seen).toEqual(["firstsoon", "firstrest"]);
  expect(screen.getByText("rest")).toBeVisible();
});
