import { render } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { encode } from "uqr";
import { expect, test } from "vitest";
import { QrCode } from "./qr-code.tsx";

/** The modules that a path of bars is dark at. */
function modules(svg: Element): boolean[][] {
  const [, , width, height] = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const rows = Array.from({ length: height ?? 0 }, () => Array<boolean>(width ?? 0).fill(false));
  const bars = svg.querySelector(".qr-code-ink")?.getAttribute("d") ?? "";
  for (const [, x, y, length] of bars.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g))
    for (let i = 0; i < Number(length); i += 1) (rows[Number(y)] ?? [])[Number(x) + i] = true;
  return rows;
}

test("it is the code of the address, with the margin that cameras need, and follows it", () => {
  const [url, setUrl] = createSignal("https://192.168.1.5:5173/play/paws");
  const { getByRole } = render(() => <QrCode text={url()} label="The game paws as a QR code" />);
  const svg = getByRole("img", { name: "The game paws as a QR code" });
  const asEncoded = (text: string) => encode(text, { ecc: "M", border: 4 }).data;
  expect(modules(svg)).toEqual(asEncoded(url()));
  expect(modules(svg).slice(0, 4).flat()).not.toContain(true);
  setUrl(`https://192.168.1.5:5173/play/${"long".repeat(20)}`);
  expect(modules(svg)).toEqual(asEncoded(url()));
});
