import * as z from 'zod/mini';

/** Whether a JSON value is of the schema's form. True means the schema says so too; false may be a doubt: ask the schema itself. */
export type QuickCheck = (value: unknown) => boolean;

/**
 * Makes a check of a schema that only says yes or no, some ten times faster than the schema, for records are checked by the
 * million and are almost always right. What it does not know of a schema it leaves to the schema.
 */
export function quickCheck(schema: z.core.$ZodType): QuickCheck {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object':
      return objectCheck(schema, def);
    case 'array':
      return arrayCheck(schema, def);
    case 'string':
      return stringCheck(askedBy(schema));
    case 'number':
      return numberCheck(askedBy(schema));
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'enum': {
      const values = new Set<unknown>(Object.values(def.entries));
      return (value) => values.has(value);
    }
    case 'literal': {
      const values = new Set<unknown>(def.values);
      return (value) => values.has(value);
    }
    case 'nullable': {
      const inner = quickCheck(def.innerType);
      return (value) => value === null || inner(value);
    }
    case 'optional':
      return quickCheck(def.innerType);
    case 'union':
      return unionCheck(def);
    default:
      return bySchema(schema);
  }
}

function bySchema(schema: z.core.$ZodType): QuickCheck {
  return (value) => z.core.safeParse(schema, value).success;
}

/** What a schema asks of a value beyond its type; bounds are of a number, or of the length of a string or array. */
type Asked = { least: number; most: number; safeInteger: boolean; pattern: RegExp | null };

/** Null where it asks what this does not know. */
function askedBy(schema: z.core.$ZodType): Asked | null {
  const { def } = schema._zod as { def: { checks?: z.core.$ZodCheck[]; check?: string } };
  const checks = [...(def.check === undefined ? [] : [schema as unknown as z.core.$ZodCheck]), ...(def.checks ?? [])];
  const asked: Asked = { least: -Infinity, most: Infinity, safeInteger: false, pattern: null };
  for (const check of checks) if (!isKnown(asked, (check as z.core.$ZodChecks)._zod.def)) return null;
  return asked;
}

/** Adds one check to what is asked; whether it is of a kind that is known. */
function isKnown(asked: Asked, def: z.core.$ZodChecks['_zod']['def']): boolean {
  switch (def.check) {
    case 'number_format':
      asked.safeInteger = true;
      return def.format === 'safeint';
    case 'greater_than':
      asked.least = Math.max(asked.least, Number(def.value));
      return def.inclusive;
    case 'less_than':
      asked.most = Math.min(asked.most, Number(def.value));
      return def.inclusive;
    case 'min_length':
      asked.least = Math.max(asked.least, def.minimum);
      return true;
    case 'max_length':
      asked.most = Math.min(asked.most, def.maximum);
      return true;
    case 'string_format': {
      const isFirst = asked.pattern === null;
      asked.pattern = def.pattern ?? null;
      return isFirst && def.pattern !== undefined && !def.pattern.global && !def.pattern.sticky;
    }
    default:
      return false;
  }
}

const doubt: QuickCheck = () => false;

// One function a value, not one a check: a record has some two hundred values.
function stringCheck(asked: Asked | null): QuickCheck {
  if (asked === null) return doubt;
  const { least, most, pattern } = asked;
  if (pattern === null) {
    return (value) => typeof value === 'string' && value.length >= least && value.length <= most;
  }
  return (value) => typeof value === 'string' && value.length >= least && value.length <= most && pattern.test(value);
}

function numberCheck(asked: Asked | null): QuickCheck {
  if (asked === null) return doubt;
  const { least, most } = asked;
  const isWhole = asked.safeInteger ? Number.isSafeInteger : Number.isFinite;
  return (value) => typeof value === 'number' && isWhole(value) && value >= least && value <= most;
}

function arrayCheck(schema: z.core.$ZodType, def: z.core.$ZodArrayDef): QuickCheck {
  const asked = askedBy(schema);
  if (asked === null) return doubt;
  const { least, most } = asked;
  const element = quickCheck(def.element);
  return (value) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) return false;
    for (const each of value as unknown[]) if (!element(each)) return false;
    return true;
  };
}

function objectCheck(schema: z.core.$ZodType, def: z.core.$ZodObjectDef): QuickCheck {
  const strict = def.catchall?._zod.def.type === 'never';
  if (!strict || (def.checks ?? []).length > 0) return bySchema(schema);
  const fields = new Map(
    Object.entries(def.shape).map(([key, inner]) => {
      const required = inner._zod.def.type === 'optional' ? 0 : 1;
      return [key, { required, check: quickCheck(inner) }];
    }),
  );
  let wanted = 0;
  for (const { required } of fields.values()) wanted += required;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    let left = wanted;
    for (const key in value) {
      const field = fields.get(key);
      if (field === undefined || !field.check((value as Record<string, unknown>)[key])) return false;
      left -= field.required;
    }
    return left === 0;
  };
}

function unionCheck(def: z.core.$ZodUnionDef & { discriminator?: string }): QuickCheck {
  const options = def.options.map((option) => quickCheck(option));
  const { discriminator } = def;
  if (discriminator === undefined) return (value) => options.some((option) => option(value));
  const byValue = new Map<unknown, QuickCheck>();
  for (const [index, option] of def.options.entries()) {
    const shape = (option as z.core.$ZodObject)._zod.def.shape[discriminator];
    for (const value of shape?._zod.values ?? []) byValue.set(value, options[index]!);
  }
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    return byValue.get((value as Record<string, unknown>)[discriminator])?.(value) ?? false;
  };
}
