import { defineCommand } from './command.ts';

export const command = defineCommand({
  name: 'ports',
  summary: {
    ru: 'Показывает последовательные порты: первое слово строки годится для «kopilka till --scanner».',
    en: 'Lists serial ports: the first word of a line is what "kopilka till --scanner" takes.',
  },
  options: {},
  example: 'npx kopilka ports',
  async run({ terminal }) {
    const { listPorts, placeOfPort } = await import('../../drivers/serial-place.node.ts');
    const ports = (await listPorts()) ?? [];
    for (const port of ports) terminal.say([placeOfPort(port), port.path, port.maker ?? ''].join('  ').trimEnd());
    const none = {
      ru: 'Портов не видно. Подключите сканер в режиме виртуального COM-порта (CDC); в Linux нужен udevadm.',
      en: 'No ports in sight. Plug the scanner in, set to be a virtual COM port (CDC); Linux needs udevadm.',
    };
    if (ports.length === 0) terminal.tell(none[terminal.locale]);
    return 0;
  },
});
