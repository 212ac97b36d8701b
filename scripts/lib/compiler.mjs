/**
 * The C compiler: Rust links with it, and the relay's cryptography is partly C.
 */
import { output } from "./children.mjs";
import { which } from "./paths.mjs";
import { PlainError } from "./report.mjs";

/**
 * What to run to get a C compiler.
 * @param {NodeJS.Platform} platform
 * @param {(names: string[]) => string | undefined} find
 * @param {boolean} isRoot
 * @returns {string}
 */
export function compilerAdvice(platform, find, isRoot) {
  const sudo = isRoot ? "" : "sudo ";
  if (platform === "darwin") return "xcode-select --install";
  if (find(["apt-get"])) return `${sudo}apt-get update && ${sudo}apt-get install -y build-essential`;
  if (find(["dnf"])) return `${sudo}dnf install -y gcc make`;
  if (find(["pacman"])) return `${sudo}pacman -S --needed base-devel`;
  if (find(["apk"])) return `${sudo}apk add build-base`;
  if (find(["zypper"])) return `${sudo}zypper install -y gcc make`;
  if (find(["brew"])) return "brew install gcc";
  return "your system's package manager, for gcc or clang";
}

/** @throws {PlainError} where there is no C compiler */
export async function requireCompiler() {
  if (process.platform === "win32") {
    throw new PlainError("These scripts run on Linux and macOS; on Windows, run them inside WSL.");
  }
  const found = process.env.CC
    ? which([process.env.CC.split(" ")[0] ?? ""], `${process.env.PATH}:/`)
    : which(["cc"]);
  // macOS has a `cc` that only offers to install the real one.
  const stub = process.platform === "darwin" && !(await output("xcode-select", ["-p"]));
  if (found && !stub) return;
  const advice = compilerAdvice(process.platform, which, process.getuid?.() === 0);
  throw new PlainError(
    `There is no C compiler (cc) on this machine, and the relay and Rust's linker need one. Get it with: ${advice}. Then run the same command again.`,
  );
}
