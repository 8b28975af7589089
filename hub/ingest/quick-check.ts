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
      return allOf((value) => typeof value === 'string', checksOf(schema));
    case 'number':
      return allOf((value) => typeof value === 'number' && Number.isFinite(value), checksOf(schema));
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

/** What a schema asks of a value beyond its type; null where it asks what this does not know. */
function checksOf(schema: z.core.$ZodType): QuickCheck[] | null {
  const { def } = schema._zod as { def: { checks?: z.core.$ZodCheck[]; check?: string } };
  const checks = [...(def.check === undefined ? [] : [schema as unknown as z.core.$ZodCheck]), ...(def.checks ?? [])];
  const quick: QuickCheck[] = [];
  for (const check of checks) {
    const one = checkOf((check as z.core.$ZodChecks)._zod.def);
    if (!one) return null;
    quick.push(one);
  }
  return quick;
}

function checkOf(def: z.core.$ZodChecks['_zod']['def']): QuickCheck | null {
  switch (def.check) {
    case 'number_format':
      return def.format === 'safeint' ? Number.isSafeInteger : null;
    case 'greater_than':
      return def.inclusive ? (value) => (value as number) >= Number(def.value) : null;
    case 'less_than':
      return def.inclusive ? (value) => (value as number) <= Number(def.value) : null;
    case 'min_length':
      return (value) => (value as string).length >= def.minimum;
    case 'max_length':
      return (value) => (value as string).length <= def.maximum;
    case 'string_format': {
      const { pattern } = def;
      return pattern && !pattern.global && !pattern.sticky ? (value) => pattern.test(value as string) : null;
    }
    default:
      return null;
  }
}

function allOf(type: QuickCheck, checks: QuickCheck[] | null): QuickCheck {
  if (checks === null) return () => false;
  const [first, second] = checks;
  if (!first) return type;
  if (!second) return (value) => type(value) && first(value);
  return (value) => type(value) && checks.every((check) => check(value));
}

function arrayCheck(schema: z.core.$ZodType, def: z.core.$ZodArrayDef): QuickCheck {
  const element = quickCheck(def.element);
  const isArray = allOf((value) => Array.isArray(value), checksOf(schema));
  return (value) => {
    if (!isArray(value)) return false;
    for (const each of value as unknown[]) if (!element(each)) return false;
    return true;
  };
}

function objectCheck(schema: z.core.$ZodType, def: z.core.$ZodObjectDef): QuickCheck {
  const strict = def.catchall?._zod.def.type === 'never';
  if (!strict || (checksOf(schema) ?? [null]).length > 0) return bySchema(schema);
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
