// Intel hex to a 32 KiB cartridge image, with a valid header; for a game that keeps something, with a battery.

const SIZE = 0x8000;
const FILL = 0xff;

// The 48 bytes at 0x0104 that the boot ROM compares before it hands over; no cartridge starts without them.
const BOOT_LOGO =
  "ceed6666cc0d000b03730083000c000d0008111f8889000edccc6ee6ddddd999bbbb67636e0eecccdddc999fbbb9333e";

/**
 * Returns { image, codeBytes }: the image, and how many of its bytes the program fills.
 * The colour flag is 0x80: runs on both, colours where there are colours. With `battery`, the cartridge is an MBC1
 * with 8 KiB of RAM that keeps; without, it has no chip.
 */
export function cartridge(intelHex, title, battery = false) {
  const image = Buffer.alloc(SIZE, FILL);
  let codeBytes = 0;
  for (const line of intelHex.split(/\r?\n/)) {
    if (line === "") continue;
    const record = Buffer.from(line.slice(1), "hex");
    if (line[0] !== ":" || record.length !== record[0] + 5 || record.reduce((a, b) => a + b, 0) & 0xff) {
      throw new Error(`Bad Intel hex record: ${line}`);
    }
    if (record[3] === 1) break;
    if (record[3] !== 0) continue;
    const address = record.readUInt16BE(1);
    if (address + record[0] > SIZE) throw new Error(`The program is larger than ${SIZE} bytes.`);
    record.copy(image, address, 4, 4 + record[0]);
    codeBytes += record[0];
  }
  image.fill(0, 0x0104, 0x0150);
  Buffer.from(BOOT_LOGO, "hex").copy(image, 0x0104);
  image.write(title.slice(0, 15), 0x0134, "ascii");
  image[0x0143] = 0x80;
  image[0x0147] = battery ? 3 : 0;
  image[0x0149] = battery ? 2 : 0;
  image[0x014a] = 1; // sold outside Japan
  image[0x014b] = 0; // no licensee
  let header = 0;
  for (let i = 0x0134; i <= 0x014c; i++) header = (header - image[i] - 1) & 0xff;
  image[0x014d] = header;
  let sum = 0;
  for (const byte of image) sum = (sum + byte) & 0xffff;
  image.writeUInt16BE(sum, 0x014e);
  return { image, codeBytes };
}
