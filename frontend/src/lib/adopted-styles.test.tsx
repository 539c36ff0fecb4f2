import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { styleSingleton } from "@/lib/adopted-styles";

const inForce = () => document.adoptedStyleSheets.map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join(""));

test("styles are in force once, while anybody who needs them is mounted", () => {
  const Styles = styleSingleton();
  const first = render(<Styles styles="body { overflow: hidden; }" />);
  const second = render(<Styles styles="body { overflow: hidden; }" />);
  expect(inForce()).toEqual(["body { overflow: hidden; }"]);
  first.unmount();
  expect(inForce()).toHaveLength(1);
  second.unmount();
  expect(inForce()).toEqual([]);
  expect(document.querySelector("style")).toBeNull();
});

test("only dynamic styles follow what is rendered later", () => {
  const Styles = styleSingleton();
  const fixed = render(<Styles styles="p { margin: 1px; }" />);
  fixed.rerender(<Styles styles="p { margin: 2px; }" />);
  expect(inForce()).toEqual(["p { margin: 1px; }"]);
  fixed.unmount();
  const moving = render(<Styles styles="p { margin: 1px; }" dynamic />);
  moving.rerender(<Styles styles="p { margin: 2px; }" dynamic />);
  expect(inForce()).toEqual(["p { margin: 2px; }"]);
  moving.unmount();
});
