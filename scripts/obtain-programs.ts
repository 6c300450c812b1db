// Fetches the programs that surgeline drives and can fetch by itself, and says which it has.
import { obtainAsterisk } from "../src/pbx/asterisk/find-asterisk.ts";

const tell = (text: string): void => void process.stderr.write(`setup: ${text}\n`);

const asterisk = await obtainAsterisk(tell);
tell(`Asterisk ${asterisk.version} is there`);
