import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { NumberSetting } from "@/components/settings/number-setting";

it("says again what counts where a number that is needed was emptied", () => {
  render(<NumberSetting label="Value" value={7} onChange={() => {}} />);
  const box = screen.getByRole("spinbutton", { name: "Value" });
  fireEvent.change(box, { target: { value: "" } });
  expect(box).toHaveValue(null);
  fireEvent.blur(box);
  expect(box).toHaveValue(7);
});
