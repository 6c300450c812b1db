import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AsteriskProcess } from "../../../src/pbx/asterisk/asterisk-process.ts";

type Rewrite = (text: string) => string;

/** Rewrites files of a running Asterisk's configuration and has it read them again. */
export const alterAsterisk = async (
  { process }: { readonly process: Pick<AsteriskProcess, "folder" | "managerLink"> },
  rewrites: { readonly pjsip?: Rewrite; readonly extensions?: Rewrite; readonly manager?: Rewrite },
): Promise<void> => {
  const alter = async (name: string, rewrite: Rewrite | undefined, reload: string): Promise<void> => {
    if (rewrite === undefined) return;
    const path = join(process.folder, "etc", name);
    const before = await readFile(path, "utf8");
    const after = rewrite(before);
    if (after === before) throw new Error(`nothing was altered in ${name}`);
    await writeFile(path, after);
    await process.managerLink.ask("Command", { Command: reload });
  };
  await alter("pjsip.conf", rewrites.pjsip, "module reload res_pjsip.so");
  await alter("extensions.conf", rewrites.extensions, "dialplan reload");
  await alter("manager.conf", rewrites.manager, "manager reload");
};

/** Our callers, known by what they call themselves, are a trunk with a user and a password, in place of anybody at all. */
export const demandDigest =
  (user: string, password: string): Rewrite =>
  (text) =>
    text
      .replace("[anonymous]\ntype = endpoint\n", `[trunk]\ntype = endpoint\nauth = trunk\n`)
      .concat(
        `\n[trunk]\ntype = auth\nauth_type = userpass\nusername = ${user}\npassword = ${password}\n`,
        "\n[trunk]\ntype = identify\nendpoint = trunk\nmatch_header = User-Agent: surgeline\n",
      );

/** Puts a step of the dial plan before the queue. */
export const beforeQueue =
  (step: string): Rewrite =>
  (text) =>
    text.replace(/^( same => n,Queue\()/m, ` same => n,${step}\n$1`);
