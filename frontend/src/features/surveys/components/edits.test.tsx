/** What cannot be changed is switched off; nothing is a group for that alone. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Edits } from "@/features/surveys/components/edits";

afterEach(cleanup);

it.each([true, false])("may edit: %s", (mayEdit) => {
  render(<div><Edits editor={{ mayEdit }}><button type="button">Remove</button></Edits></div>);
  const around = screen.getByRole("button", { name: "Remove" }).closest("fieldset");
  expect(around?.disabled ?? false).toBe(!mayEdit);
  expect(screen.queryByRole("group")).toBeNull();
});
