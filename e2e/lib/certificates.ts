/** Certificates from files, as a deployment has them: an authority of the test's own, and what it signs for localhost. */
import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const EXTENSIONS = "subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n";

/** An authority that nobody but the test knows. It needs the program openssl. */
export class Authority {
  /** The authority's certificate: a file. */
  readonly file: string;
  readonly #folder: string;
  #count = 0;

  /** @param folder an empty one, for its files */
  constructor(folder: string) {
    this.#folder = folder;
    this.file = join(folder, "authority.crt");
    const subject = ["-subj", "/CN=moq-arcade tests", "-days", "2"];
    const key = join(folder, "authority.key");
    openssl("req", "-x509", ...KEY, "-keyout", key, "-out", this.file, ...subject);
  }

  /**
   * Writes a new certificate for localhost, and its key, over what is there.
   * @returns the hash of its public key, as Chromium's --ignore-certificate-errors-spki-list takes it
   */
  issue({ cert, key }: { cert: string; key: string }): string {
    this.#count += 1;
    const at = (name: string) => join(this.#folder, `${this.#count}.${name}`);
    writeFileSync(at("ext"), EXTENSIONS);
    openssl("req", ...KEY, "-keyout", at("key"), "-out", at("csr"), "-subj", "/CN=localhost");
    const by = ["-CA", this.file, "-CAkey", join(this.#folder, "authority.key"), "-CAcreateserial"];
    openssl("x509", "-req", "-in", at("csr"), ...by, "-days", "2", "-extfile", at("ext"), "-out", at("crt"));
    for (const [from, to] of [
      [at("key"), key],
      [at("crt"), cert],
    ] as const) {
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, readFileSync(from));
    }
    const publicKey = new X509Certificate(readFileSync(cert)).publicKey;
    return createHash("sha256")
      .update(publicKey.export({ type: "spki", format: "der" }))
      .digest("base64");
  }
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

function openssl(...args: string[]): void {
  try {
    execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
  } catch (cause) {
    const hint = (cause as NodeJS.ErrnoException).code === "ENOENT" ? " Install it." : "";
    throw new Error(`The program openssl, which makes certificates for tests, could not run.${hint}`, {
      cause,
    });
  }
}
