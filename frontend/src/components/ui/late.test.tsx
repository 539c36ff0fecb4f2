/** Pages whose code comes late. */
import { cleanup, render, screen } from "@testing-library/react";
import { Component, type ReactNode } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { late } from "@/components/ui/late";

class Told extends Component<{ children: ReactNode }, { readonly said: string | null }> {
  override state = { said: null };

  static getDerivedStateFromError(error: Error) {
    return { said: error.message };
  }

  override render() {
    return this.state.said ?? this.props.children;
  }
}

afterEach(cleanup);

it("waits for the code once, and is there at once when it is drawn again", async () => {
  const load = vi.fn(() => Promise.resolve(({ name }: { name: string }) => <p>Hello {name}</p>));
  const Page = late(load);
  render(<Page name="Ada" />);
  expect(screen.getByRole("status")).toBeVisible();
  expect(await screen.findByText("Hello Ada")).toBeVisible();
  cleanup();
  render(<Page name="Grace" />);
  expect(screen.getByText("Hello Grace")).toBeVisible();
  expect(load).toHaveBeenCalledTimes(1);
});

it("needs no waiting where the code was fetched ahead", async () => {
  const Page = late(() => Promise.resolve(() => <p>Here</p>));
  Page.ahead();
  await new Promise((resolve) => setTimeout(resolve));
  render(<Page />);
  expect(screen.getByText("Here")).toBeVisible();
});

it("tells a failure where it would be drawn, and asks again the next time", async () => {
  vi.spyOn(console, "error").mockReturnValue(undefined);
  const load = vi.fn(() => Promise.resolve(() => <p>Here</p>)).mockRejectedValueOnce(new Error("Gone."));
  const Page = late(load);
  render(<Told><Page /></Told>);
  expect(await screen.findByText("Gone.")).toBeVisible();
  cleanup();
  render(<Told><Page /></Told>);
  expect(await screen.findByText("Here")).toBeVisible();
});
