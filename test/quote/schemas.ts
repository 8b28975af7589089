import * as z from 'zod/mini';
import * as basics from '../../shared/loyalty/basics.ts';
import * as event from '../../shared/loyalty/event.ts';
import * as facts from '../../shared/loyalty/facts.ts';
import * as outcome from '../../shared/loyalty/outcome.ts';
import * as programme from '../../shared/loyalty/programme/schema.ts';
import * as quote from '../../shared/protocol/quote.ts';
import { fields, same } from './fields.ts';

/** A JSON Schema as far as the documentation reads and writes it. */
export type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  title?: string;
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
};

/** The documents of docs/quote, by file name. */
export function jsonSchemas(): Record<string, Schema> {
  return {
    'request.schema.json': jsonSchema(quote.QuoteRequest, 'A request of kopilka quote'),
    'outcome.schema.json': jsonSchema(quote.QuoteReply, 'What kopilka quote --json answers'),
    'programme.schema.json': jsonSchema(programme.Programme, 'A loyalty programme'),
  };
}

/** Visits every field of a schema with the key it has in `fields`: `FactLine.sku`. A list or a choice is looked through. */
export function eachField(
  schema: Schema,
  at: string,
  visit: (key: string, field: Schema, required: boolean) => void,
): void {
  const prefix = same[at] ?? at;
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const key = `${prefix}.${name}`;
    visit(key, field, schema.required?.includes(name) ?? false);
    eachField(field, key, visit);
  }
  const inner = [...(schema.items ? [schema.items] : []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  for (const each of inner) eachField(each, at, visit);
}

/** Every validator that has a name in the source has the same name in the documents. */
function namedSchemas() {
  const names = z.registry<{ id: string }>();
  for (const named of [basics, facts, event, outcome, programme, quote, quote.quoteParts]) {
    for (const [name, value] of Object.entries(named)) {
      if (value instanceof z.core.$ZodType && !names.has(value)) names.add(value, { id: name });
    }
  }
  return names;
}

function jsonSchema(schema: z.core.$ZodType, title: string): Schema {
  const made = z.toJSONSchema(schema, { metadata: namedSchemas(), io: 'input' }) as Schema & { $schema: string };
  const describe = (key: string, field: Schema) => {
    if (fields[key] !== undefined) field.description = fields[key];
  };
  for (const [name, part] of Object.entries(made.$defs ?? {})) eachField(part, name, describe);
  eachField(made, 'Programme', describe);
  const { $schema, $defs, ...rest } = made;
  return Object.assign({ $schema, title }, rest, $defs ? { $defs } : {});
}
