/** A number that must never be flooded. */
export interface EmergencyNumber {
  readonly number: string;
  /** Who answers it, and where. */
  readonly answeredBy: string;
}

/**
 * Emergency numbers of the world, and the short help lines where a flood would
 * keep a person in need from being heard. Short numbers mean different things
 * in different countries; one country is enough to be here, since a mistake
 * costs more than the choice of another extension for a test.
 */
const NUMBERS: Readonly<Record<string, string>> = {
  "000": "emergency services, Australia",
  "060": "police, Mexico until 2017",
  "061": "ambulance, Spain; emergency relay, Australia",
  "062": "Guardia Civil, Spain",
  "065": "Red Cross, Mexico",
  "066": "emergency services, Mexico until 2017",
  "080": "fire service, Spain",
  "085": "fire service, Spain",
  "088": "police, Catalonia until 2010",
  "091": "police, Spain",
  "092": "local police, Spain",
  "10111": "police, South Africa",
  "10177": "ambulance, South Africa",
  "1021": "fire service, Algeria",
  "1055": "gendarmerie, Algeria",
  "11414": "police, Sweden",
  "116000": "missing children, European Union",
  "116006": "victims of crime, European Union",
  "116016": "violence against women, European Union",
  "116111": "children's help line, European Union",
  "116117": "doctors on call, Germany and Austria",
  "116123": "emotional support, European Union",
  "1122": "rescue service, Pakistan",
  "1190": "fire service, Laos",
  "1191": "police, Laos",
  "1195": "ambulance, Laos",
  "1412": "child protection, Quebec",
  "1414": "air rescue, Switzerland",
  "1415": "air rescue, Switzerland from abroad",
  "1515": "forest fires, Italy",
  "1522": "violence against women, Italy",
  "1530": "coast guard, Italy",
  "1669": "ambulance, Thailand",
  "18000": "emergency text relay, United Kingdom",
  "19222": "ambulance, parts of Germany",
  "1990": "ambulance, Sri Lanka",
  "3114": "suicide prevention, France",
  "3919": "violence against women, France",
  "100": "police, India, Israel, Greece and Nepal; fire and ambulance, Belgium",
  "101": "police, Belgium and United Kingdom; ambulance, Israel; fire service, India, Russia and Ukraine",
  "102": "police, Russia and Ukraine; ambulance, India; fire service, Israel",
  "103": "ambulance, Russia, Ukraine and Kazakhstan",
  "104": "ambulance, Hungary and Cuba; gas leaks, Russia; police, Iraq",
  "105": "fire service, Hungary and Cuba; police, Peru",
  "106": "emergency text relay, Australia; police, Cuba; ambulance, Peru",
  "107": "police, Hungary; ambulance, Argentina",
  "108": "ambulance, India; coast guard, Greece",
  "110": "police, Germany, China and Japan; fire service, Norway and Turkey",
  "111": "emergency services, New Zealand; health service, United Kingdom",
  "112": "emergency services, Europe, India and every mobile network",
  "113": "police, Luxembourg, Italy, Slovenia and Vietnam; ambulance, Norway",
  "114": "emergency text service, France; police, Denmark; fire service, Vietnam; children, Italy",
  "115": "fire service, Italy; ambulance, Iran and Vietnam; rescue, Pakistan; homeless people, France",
  "116": "fire service, Peru",
  "117": "police, Switzerland and Cambodia; emergency services, Philippines until 2016",
  "118": "ambulance, Italy and Indonesia; fire service, Switzerland and Cambodia; coast guard, Japan",
  "119": "fire and ambulance, Japan, Korea, Taiwan and China; police, Sri Lanka; children, France",
  "120": "ambulance, China",
  "122": "fire service, Austria; police, Egypt; traffic police, China",
  "123": "emergency services, Colombia; ambulance, Egypt; fire service, Bosnia and Herzegovina",
  "124": "ambulance, Bosnia and Herzegovina",
  "125": "fire service, Iran; civil defence, Lebanon",
  "127": "ambulance, Albania",
  "128": "fire service, Albania; gas leaks, Austria; ambulance, Nicaragua",
  "129": "police, Albania",
  "131": "ambulance, Chile",
  "132": "fire service, Chile",
  "133": "police, Austria and Chile",
  "134": "detective police, Chile",
  "140": "mountain rescue, Austria; Red Cross, Lebanon",
  "141": "doctors on call, Austria",
  "142": "emotional support, Austria",
  "143": "emotional support, Switzerland",
  "144": "ambulance, Switzerland and Austria",
  "145": "poisoning, Switzerland",
  "147": "children's help line, Switzerland and Austria",
  "150": "fire service, Czechia and Slovakia; ambulance, Morocco and Bulgaria",
  "155": "ambulance, Czechia and Slovakia; police, Turkey",
  "156": "municipal police, Czechia; gendarmerie, Turkey",
  "158": "police, Czechia and Slovakia; coast guard, Turkey",
  "159": "municipal police, Slovakia",
  "160": "fire service, Bulgaria",
  "166": "police, Bulgaria; ambulance, Greece",
  "171": "emergency services, Venezuela",
  "175": "fire service, Lebanon",
  "177": "gendarmerie, Morocco",
  "180": "fire service, Egypt",
  "181": "women's help line, India",
  "190": "police, Brazil; ambulance, Tunisia",
  "191": "highway police, Brazil; police, Thailand and Ghana; air rescue, France",
  "192": "ambulance, Brazil; police, Serbia and Croatia; fire service, Ghana",
  "193": "fire service, Brazil, Serbia and Croatia; ambulance, Ghana; National Guard, Tunisia",
  "194": "federal police, Brazil; ambulance, Serbia and Croatia",
  "195": "coast guard, Croatia",
  "196": "sea rescue, France",
  "197": "police, Tunisia; civil police, Brazil",
  "198": "civil protection, Tunisia; military police, Brazil",
  "199":
    "fire service, Greece, Thailand and Cyprus; civil defence, Brazil; emergency services, Nigeria; police, Myanmar",
  "907": "ambulance, Ethiopia",
  "911": "emergency services, North America and many more",
  "937": "health service, Saudi Arabia",
  "939": "fire service, Ethiopia",
  "988": "suicide prevention, United States and Canada",
  "989": "public security, Saudi Arabia",
  "991": "police, Ethiopia; ambulance, Brunei",
  "993": "traffic police, Saudi Arabia; police, Brunei",
  "994": "fire service, Malaysia",
  "995": "fire and ambulance, Singapore and Brunei",
  "996": "road safety, Saudi Arabia; coast guard, United Arab Emirates",
  "997": "police, Poland; ambulance, Saudi Arabia; fire service, United Arab Emirates",
  "998": "fire service, Poland and Saudi Arabia; ambulance, United Arab Emirates",
  "999":
    "emergency services, United Kingdom, Ireland, Hong Kong, Malaysia, Bangladesh and Kenya; ambulance, Poland",
  "14": "civil protection, Algeria",
  "15": "ambulance, France; fire service, Morocco; police, Pakistan",
  "17": "police, France and Algeria",
  "18": "fire service, France",
  "19": "police, Morocco",
};

/** After these a 9 is dialled for an outside line where they are the emergency number. */
const BEHIND_A_NINE: readonly string[] = ["911", "112", "999"];

/** A subscriber's number in international form has more digits than this. */
const LONGEST_TOO_SHORT = 6;

/** What is dialled, out of a number, a `tel:`, a `sip:` or a `urn:` URI. */
const dialled = (target: string): string => {
  let user = target.normalize("NFKC").trim().replace(/^<|>$/g, "");
  try {
    user = decodeURIComponent(user);
  } catch {
    // a lone per cent sign: taken as it stands
  }
  user = user.replace(/^(sips?|tel|callto):(\/\/)?/i, "");
  if (user.includes("@")) user = user.slice(0, user.indexOf("@"));
  return user.replace(/[;?].*$/, "").replace(/:.*$/, "");
};

const known = (digits: string): EmergencyNumber | undefined => {
  const answeredBy = Object.hasOwn(NUMBERS, digits) ? NUMBERS[digits] : undefined;
  return answeredBy === undefined ? undefined : { number: digits, answeredBy };
};

/**
 * The emergency number that a target would reach, in whatever form it is
 * written: `112`, `1 1 2`, `+112`, `tel:112`, `sip:112@example.org`, `0112` and
 * `9911` with the digit for an outside line, `*67911`, `+49112`,
 * `urn:service:sos.police`. Undefined for every other target.
 */
export const emergencyNumber = (target: string): EmergencyNumber | undefined => {
  if (/^<?(urn:service:)?sos\b/i.test(target.trim())) {
    return { number: "sos", answeredBy: "emergency services (RFC 5031)" };
  }
  const user = dialled(target);
  if (/^sos$/i.test(user)) return { number: "sos", answeredBy: "emergency services" };
  // *31#, #31#, *67: showing or hiding the caller's number
  const withoutCode = user.replace(/^[*#]\d{2}[*#]?/, "");
  const plain = withoutCode.replaceAll(/[\s.()/_,\-\u2010-\u2015]/g, "");
  const isInternational = plain.startsWith("+") || plain.startsWith("00");
  const digits = plain.replace(/^\+/, "");
  if (!/^\d+$/.test(digits)) return undefined;
  const exact = known(digits);
  if (exact !== undefined) return exact;
  const afterZeros = digits.replace(/^0+/, "");
  if (afterZeros !== digits) {
    const behindZeros =
      known(afterZeros) ?? (/^0+$/.test(digits) && digits.length > 3 ? known("000") : undefined);
    if (behindZeros !== undefined) return behindZeros;
  }
  if (digits.startsWith("9") && BEHIND_A_NINE.includes(digits.slice(1))) return known(digits.slice(1));
  if (isInternational && afterZeros.length <= LONGEST_TOO_SHORT) return known(afterZeros.slice(-3));
  return undefined;
};

/** Whether a target would reach an emergency number; see `emergencyNumber`. */
export const isEmergencyNumber = (target: string): boolean => emergencyNumber(target) !== undefined;
