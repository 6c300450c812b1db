type Schema = Readonly<Record<string, unknown>> | boolean;

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
};

/** Keywords that say nothing about whether a value is valid. */
const SILENT = ["$schema", "$defs", "title", "description"];

/**
 * Where a value does not fit a JSON schema (draft 2020-12), by a reading of our own
 * of the keywords that the scenario's schema uses. Another keyword is an error, so
 * that nothing goes unread.
 */
export const jsonSchemaFaults = (root: Readonly<Record<string, unknown>>, value: unknown): string[] => {
  const definitions = root["$defs"] as Readonly<Record<string, Schema>>;

  const check = (schema: Schema, found: unknown, path: string): string[] => {
    if (typeof schema === "boolean") return schema ? [] : [`${path} is not accepted`];
    const fits = (one: Schema): boolean => check(one, found, path).length === 0;
    const properties = (schema["properties"] ?? {}) as Readonly<Record<string, Schema>>;

    const ofKeyword = (keyword: string, said: unknown): string[] => {
      const refused = (isWrong: boolean): string[] =>
        isWrong ? [`${path} against ${keyword} ${JSON.stringify(said).slice(0, 80)}`] : [];
      switch (keyword) {
        case "$ref": {
          const known = definitions[(said as string).replace("#/$defs/", "")];
          if (known === undefined) throw new Error(`${said} is not defined`);
          return check(known, found, path);
        }
        case "type":
          return refused(said === "integer" ? !Number.isInteger(found) : kindOf(found) !== said);
        case "const":
          return refused(found !== said);
        case "enum":
          return refused(!(said as unknown[]).includes(found));
        case "pattern":
          return refused(typeof found === "string" && !new RegExp(said as string, "u").test(found));
        case "minimum":
          return refused(typeof found === "number" && found < (said as number));
        case "maximum":
          return refused(typeof found === "number" && found > (said as number));
        case "exclusiveMinimum":
          return refused(typeof found === "number" && found <= (said as number));
        case "exclusiveMaximum":
          return refused(typeof found === "number" && found >= (said as number));
        case "minItems":
          return refused(Array.isArray(found) && found.length < (said as number));
        case "items":
          return Array.isArray(found)
            ? found.flatMap((item, index) => check(said as Schema, item, `${path}[${index}]`))
            : [];
        case "required":
          return refused(isMap(found) && (said as string[]).some((name) => !Object.hasOwn(found, name)));
        case "dependentRequired":
          return isMap(found)
            ? Object.entries(said as Record<string, string[]>)
                .filter(([name]) => Object.hasOwn(found, name))
                .flatMap(([, needed]) => check({ required: needed }, found, path))
            : [];
        case "properties":
          return isMap(found)
            ? Object.entries(properties)
                .filter(([name]) => Object.hasOwn(found, name))
                .flatMap(([name, one]) => check(one, found[name], `${path}.${name}`))
            : [];
        case "additionalProperties":
          return isMap(found)
            ? Object.keys(found)
                .filter((name) => !Object.hasOwn(properties, name))
                .flatMap((name) => check(said as Schema, found[name], `${path}.${name}`))
            : [];
        case "propertyNames":
          return isMap(found)
            ? Object.keys(found).flatMap((name) => check(said as Schema, name, `${path}.${name}`))
            : [];
        case "allOf":
          return (said as Schema[]).flatMap((one) => check(one, found, path));
        case "anyOf":
          return refused(!(said as Schema[]).some(fits));
        case "oneOf":
          return refused((said as Schema[]).filter(fits).length !== 1);
        case "not":
          return refused(fits(said as Schema));
        case "if":
          return fits(said as Schema) ? [] : check((schema["else"] ?? true) as Schema, found, path);
        case "else":
          return [];
        default:
          if (SILENT.includes(keyword)) return [];
          throw new Error(`the keyword ${keyword} is not read here`);
      }
    };
    return Object.entries(schema).flatMap(([keyword, said]) => ofKeyword(keyword, said));
  };
  return check(root, value, "scenario");
};
