/** What a page lists of devices; without the schemas, which it does not carry. */
export const deviceKinds = ['printer', 'scanner', 'display', 'scale'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

export const baudRates = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115_200] as const;

export const deviceTests = ['page', 'drawer', 'beep', 'lines', 'weight', 'scan'] as const;
export type DeviceTest = (typeof deviceTests)[number];
