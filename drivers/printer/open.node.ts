import type { PrinterAddress } from './address.ts';
import { createDeviceFilePrinter } from './device-file.node.ts';
import { createFolderPrinter } from './folder.node.ts';
import type { Printer } from './job.ts';
import type { PrinterProfile } from './profile.ts';
import { createSerialPrinter } from './serial.node.ts';
import { createSharePrinter } from './share.node.ts';
import { createTcpPrinter } from './tcp.node.ts';

/** The printer at this address, whatever the way to it. Opens nothing yet. */
export function printerAt(address: PrinterAddress, profile: PrinterProfile): Printer {
  switch (address.kind) {
    case 'tcp':
      return createTcpPrinter(address, profile);
    case 'serial':
      return createSerialPrinter(address, profile);
    case 'device':
      return createDeviceFilePrinter(address.path, profile);
    case 'share':
      return createSharePrinter(address.path, profile);
    default:
      return createFolderPrinter(address.folder, address.format, profile);
  }
}
