import { describe, expect, it } from 'vitest';
import { isLoopback, parsePluginAddress } from './address.ts';

describe('where other tills ask', () => {
  it('is loopback unless an address is told', () => {
    expect(parsePluginAddress('7171')).toEqual({ address: '127.0.0.1', port: 7171 });
    expect(parsePluginAddress('192.168.0.5:7171')).toEqual({ address: '192.168.0.5', port: 7171 });
    expect(parsePluginAddress('[::1]:7171')).toEqual({ address: '::1', port: 7171 });
    expect([isLoopback('127.0.0.1'), isLoopback('::1'), isLoopback('192.168.0.5')]).toEqual([true, true, false]);
  });

  it.each(['0.0.0.0:7171', '[::]:7171', 'till.example:7171', '70000', 'x', ':7171', '127.0.0.1', '300.1.1.1:80'])(
    'is not %s',
    (text) => expect(parsePluginAddress(text)).toBeNull(),
  );
});
