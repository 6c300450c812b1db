// Fetches the programs that surgeline drives and can fetch by itself, and says which it has.
import { obtainAsterisk } from "../src/pbx/asterisk/find-asterisk.ts";
import { ProgramMissing } from "../src/process/program-missing.ts";
import { obtainK6 } from "../src/web/find-k6.ts";

const tell = (text: string): void => void process.stderr.write(`setup: ${text}\n`);

try {
  const asterisk = await obtainAsterisk(tell);
  tell(`Asterisk ${asterisk.version} is there`);
  const k6 = await obtainK6(tell);
  tell(`k6 ${k6.version} is there`);
} catch (error) {
  if (!(error instanceof ProgramMissing)) throw error;
  tell(error.message);
  process.exitCode = 111;
}
