import * as z from 'zod/mini';
import { errors } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import * as answers from './plugin-answers.ts';
import { commonRefusals, pluginCalls, statusOf } from './plugin-api.ts';
import type { PluginCall } from './plugin-api.ts';
import * as questions from './plugin.ts';

/** The OpenAPI 3.1 document of the plugin API, made from the very validators that guard it. */

type Json = Record<string, unknown>;

const schemas = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries({ ...questions, ...answers })) schemas.add(schema, { id });

export function pluginDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, call] of Object.entries(pluginCalls)) {
    const path = (paths[call.path] ??= {});
    path[call.method.toLowerCase()] = operation(name as PluginCall);
  }
  paths['/v1/events'] = { get: events };
  paths['/v1/openapi.json'] = { get: itself };
  return {
    openapi: '3.1.1',
    info: {
      title: 'Kopilka for another till',
      version: '1.0.0',
      summary: 'Loyalty for a till that keeps its own sales: quote, redeem, give, commit, return.',
      description:
        'Amounts are minor units, quantities thousandths, points the smallest units of their wallet. Within v1 fields and calls are ' +
        'added, never removed: ignore what you do not know. What is not of the form is refused.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'http://127.0.0.1:7171' }],
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } }, schemas: components() },
  };
}

function operation(name: PluginCall): Json {
  const call = pluginCalls[name];
  const parameter = /\{(\w+)\}/.exec(call.path)?.[1];
  const schema = { $ref: '#/components/schemas/HostId' };
  return {
    operationId: name,
    summary: call.summary,
    ...(parameter === undefined ? {} : { parameters: [{ name: parameter, in: 'path', required: true, schema }] }),
    ...('body' in call ? { requestBody: { required: true, content: content(call.body) } } : {}),
    responses: { 200: { description: 'Done.', content: content(call.answer) }, ...refusals(call.refusals) },
  };
}

function content(schema: z.ZodMiniType): Json {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schemas.get(schema)!.id}` } } };
}

/** By status, the codes that have it and what they say. */
function refusals(own: readonly ErrorCode[]): Json {
  const byStatus: Record<string, string[]> = {};
  for (const code of [...own, ...commonRefusals]) {
    (byStatus[statusOf(code)] ??= []).push(`\`${code}\`: ${errors[code].text.en}`);
  }
  const told = Object.entries(byStatus).map(([status, lines]) => [
    status,
    { description: lines.join('\n\n'), content: content(answers.Refusal) },
  ]);
  return Object.fromEntries(told) as Json;
}

const events: Json = {
  operationId: 'events',
  summary:
    'Server-sent events: `status` whenever the connection or what waits for the hub changed, its data as of the call `status`.',
  responses: {
    200: {
      description: 'A stream that does not end.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    ...refusals([]),
  },
};

const itself: Json = {
  operationId: 'openapi',
  summary: 'This document. No token is asked for.',
  security: [],
  responses: { 200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } } },
};

function components(): Json {
  const uri = (id: string) => `#/components/schemas/${id}`;
  const made: Json = {};
  for (const [id, schema] of Object.entries(z.toJSONSchema(schemas, { io: 'input', uri }).schemas)) {
    const { $schema: _, $id: __, ...rest } = schema;
    made[id] = rest;
  }
  return made;
}
