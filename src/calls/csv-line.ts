/**
 * The fields of one line of a delimited file. A field in double quotes may hold
 * the separator, and a double quote written twice.
 */
export const splitCsvLine = (line: string, separator: string): string[] => {
  if (!line.includes('"')) return line.split(separator);
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const character = line[i] as string;
    if (quoted) {
      if (character !== '"') field += character;
      else if (line[i + 1] === '"') {
        field += '"';
        i++;
      } else quoted = false;
    } else if (character === '"' && field === "") quoted = true;
    else if (character === separator) {
      fields.push(field);
      field = "";
    } else field += character;
  }
  fields.push(field);
  return fields;
};

/** A field as it must be written so that {@link splitCsvLine} reads it back. */
export const quoteCsvField = (text: string, separator = ","): string =>
  text.includes(separator) || text.includes('"') || text.includes("\n")
    ? `"${text.replaceAll('"', '""')}"`
    : text;

/** Whether a quoted field of this line goes on in the next one. */
export const endsInsideQuotes = (line: string): boolean => {
  if (!line.includes('"')) return false;
  let quotes = 0;
  for (let i = line.indexOf('"'); i >= 0; i = line.indexOf('"', i + 1)) quotes++;
  return quotes % 2 === 1;
};
