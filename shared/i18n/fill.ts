type Value = string | number;

/** A template with its `{holes}` filled; one that nobody fills stays, to be seen. A value that is work to tell may be a function. */
export function fill(template: string, values: Readonly<Record<string, Value | (() => Value)>>): string {
  return template.replace(/\{(\w+)\}/g, (hole, key: string) => {
    const value = values[key] ?? hole;
    return String(typeof value === 'function' ? value() : value);
  });
}
