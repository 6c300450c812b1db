import { InvalidInput, type Problem } from "../scenario/invalid-input.ts";
import type { DigestCredentials } from "../sip/digest.ts";

/**
 * The accounts that agents register with, from CSV: a first line `user,password`
 * and one account a line. Throws InvalidInput with every faulty line.
 */
export const readAgentAccounts = (csv: string, file: string): readonly DigestCredentials[] => {
  const problems: Problem[] = [];
  const lines = csv.split(/\r?\n/);
  if (lines[0]?.trim().toLowerCase() !== "user,password") {
    problems.push({ where: `${file}:1`, message: "the first line has to be user,password." });
  }
  const accounts: DigestCredentials[] = [];
  const known = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === "") continue;
    const comma = line.indexOf(",");
    const user = line.slice(0, comma).trim();
    // a password may hold commas and spaces
    const password = line.slice(comma + 1);
    if (comma < 0 || user === "" || password === "") {
      problems.push({ where: `${file}:${index + 1}`, message: "an account has a user and a password." });
    } else if (/[\s@<>"]/.test(user)) {
      problems.push({ where: `${file}:${index + 1}`, message: `"${user}" is no user of a SIP address.` });
    } else if (known.has(user)) {
      problems.push({ where: `${file}:${index + 1}`, message: `${user} stands here twice.` });
    } else {
      known.add(user);
      accounts.push({ user, password });
    }
  }
  if (problems.length === 0 && accounts.length === 0) {
    problems.push({ where: file, message: "it holds no account." });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return accounts;
};
