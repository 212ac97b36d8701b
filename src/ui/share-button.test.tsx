import { fireEvent, render } from "@solidjs/testing-library";
import { expect, test } from "vitest";
import { ShareButton } from "./share-button.tsx";

test("what is behind it is there once it has been opened: the code, and the link", async () => {
  const url = "https://192.168.1.5:5173/play/paws";
  const { getByRole, findByRole, queryByRole } = render(() => <ShareButton url={url} title="paws" />);
  // jsdom knows no popovers: all of it counts as hidden, or none does.
  expect(queryByRole("textbox", { hidden: true })).toBeNull();
  fireEvent.click(getByRole("button", { name: "Share" }));
  await findByRole("img", { name: "The address of paws as a QR code", hidden: true });
  const field = getByRole("textbox", { name: "Or send this link", hidden: true }) as HTMLInputElement;
  expect(field.value).toBe(url);
  expect(getByRole("dialog", { hidden: true }).querySelector("h2")?.textContent).toBe("Play along");
});
