import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { pluginCalls } from '../../shared/protocol/plugin-api.ts';
import { pluginDocument } from '../../shared/protocol/plugin-document.ts';

const document = pluginDocument();

describe('the OpenAPI document of the plugin API', () => {
  it('is OpenAPI 3.1 to a validator that is not ours', async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
    expect(JSON.stringify(validator.resolveRefs())).not.toContain('$ref');
  });

  it('has every call, each with what it answers and what it refuses', () => {
    const paths = document['paths'] as Record<string, Record<string, { operationId: string; responses: object }>>;
    const told = Object.values(paths).flatMap((path) => Object.values(path));
    expect(told.map(({ operationId }) => operationId).toSorted()).toEqual(
      [...Object.keys(pluginCalls), 'events', 'openapi'].toSorted(),
    );
    for (const { operationId, responses } of told.filter((each) => each.operationId !== 'openapi')) {
      for (const status of ['200', '400', '401', '403', '413', '421', '500']) {
        expect(responses, operationId).toHaveProperty(status);
      }
    }
  });

  it('lies in docs as it is served', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../docs/plugin/openapi.json');
  });
});
