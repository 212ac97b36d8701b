import { fireEvent, render } from "@solidjs/testing-library";
import { expect, test, vi } from "vitest";
import { Notice } from "./notice.tsx";

test("an error is an alert with a sentence and a way out", () => {
  const retry = vi.fn();
  const { getByRole } = render(() => (
    <Notice tone="error" title="The relay does not answer" text="Start one with npm start.">
      <button type="button" onClick={retry}>
        Try again
      </button>
    </Notice>
  ));
  expect(getByRole("alert").textContent).toContain("Start one with npm start.");
  fireEvent.click(getByRole("button", { name: "Try again" }));
  expect(retry).toHaveBeenCalledTimes(1);
});

test("what is no error interrupts nobody", () => {
  const { queryByRole, getByRole } = render(() => <Notice title="Fetching…" />);
  expect(queryByRole("alert")).toBeNull();
  expect(getByRole("heading").textContent).toBe("Fetching…");
});

test("text from the network is text", () => {
  const { container } = render(() => <Notice tone="error" title="<i>x</i>" text="<script>1</script>" />);
  expect(container.querySelector("i, script")).toBeNull();
  expect(container.textContent).toContain("<script>1</script>");
});
