import { parseAddress, addressForms } from '../../../drivers/printer/address.ts';
import { encodings } from '../../../drivers/printer/code-pages.ts';
import { findProfile, printerProfiles } from '../../../drivers/printer/profiles.ts';
import { openSerialDisplay } from '../../../drivers/display/serial.node.ts';
import { displayTemplates } from '../../../drivers/display/template.ts';
import type { DisplayTemplateName } from '../../../drivers/display/template.ts';
import { findDevices } from '../../../drivers/find.node.ts';
import { openSerialScale } from '../../../drivers/scale/serial.node.ts';
import { scaleTemplates } from '../../../drivers/scale/template.ts';
import type { ScaleTemplateName } from '../../../drivers/scale/template.ts';
import { openSerialScanner } from '../../../drivers/scanner/serial.node.ts';
import type { SerialScannerConfig } from '../../../drivers/scanner/serial.node.ts';
import { isSerialPlace, serialPlaceForms } from '../../../drivers/serial-place.node.ts';
import type { DeviceChange, DeviceSettings } from '../../../shared/protocol/devices.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { DeviceSetup } from '../../devices/setup.ts';
import { codePageForms, parseCodePage, printerOf } from '../printer/setup.ts';
import { keepSettings } from './settings.ts';
import type { TillSettings } from './settings.ts';

/** The devices of a till that runs here, as `till.json` in its folder keeps them. */
export function deviceSetup(dataDir: string, kept: TillSettings): DeviceSetup {
  return {
    settings: devicesOf(kept),
    models: {
      printer: printerProfiles.map(({ id, name, widthChars }) => ({ id, name, widthChars })),
      display: Object.entries(displayTemplates).map(([id, { name }]) => ({ id, name })),
      scale: Object.entries(scaleTemplates).map(([id, { name }]) => ({ id, name })),
    },
    columnsOf: ({ template }) => displayTemplates[template as DisplayTemplateName].columns,
    check,
    keep(settings) {
      const { printer, scanner, display, scale } = settings;
      const { profile, codepage } = printer ?? kept;
      const next = {
        ...kept,
        printer: printer?.at ?? null,
        profile,
        codepage,
        scanner: scanner?.at ?? null,
        display,
        scale,
      };
      keepSettings(dataDir, next);
    },
    printer(setting) {
      const { profile, codepage } = setting ?? kept;
      return printerOf({ printer: setting?.at ?? null, profile, codepage, logo: kept.logo });
    },
    scanner: ({ at: path }, onScan) => ({
      open: (onLost) => openSerialScanner(scannerOn(path, kept), { onScan, onLost }),
    }),
    openDisplay: ({ at: path, baudRate, template }, lost) =>
      openSerialDisplay({ path, baudRate, template: template as DisplayTemplateName }, lost),
    openScale: ({ at: path, baudRate, template }, lost) =>
      openSerialScale({ path, baudRate, template: template as ScaleTemplateName }, lost),
    find(text) {
      const address = text === undefined ? null : parseAddress(text);
      if (text !== undefined && address?.kind !== 'tcp')
        throw new KopilkaError('device.placeUnknown', { place: text, wanted: 'HOST:PORT' });
      return findDevices(address?.kind === 'tcp' ? address : null);
    },
  };
}

function scannerOn(path: string, { scannerBaud, scannerPrefix, scannerSuffix }: TillSettings): SerialScannerConfig {
  const framing = { prefix: scannerPrefix, suffix: scannerSuffix };
  return { path, baudRate: scannerBaud, framing };
}

function devicesOf({ printer, profile, codepage, scanner, display, scale }: TillSettings): DeviceSettings {
  return {
    printer: printer === null ? null : { at: printer, profile, codepage },
    scanner: scanner === null ? null : { at: scanner },
    display,
    scale,
  };
}

function check({ device, setting }: DeviceChange): void {
  if (setting === null) return;
  const { at: place } = setting;
  const isPlace = device === 'printer' ? isPrinterPlace(place) : isSerialPlace(place);
  const wanted = device === 'printer' ? addressForms : serialPlaceForms;
  if (!isPlace) throw new KopilkaError('device.placeUnknown', { place, wanted });
  const unknown = unknownModel(setting);
  if (unknown !== null) throw new KopilkaError('device.modelUnknown', { model: unknown });
  if (!('codepage' in setting) || setting.codepage === null || parseCodePage(setting.codepage)) return;
  const { codepage } = setting;
  throw new KopilkaError('device.codepageUnknown', { codepage, wanted: `${encodings[0]}:17 | ${codePageForms}` });
}

function isPrinterPlace(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && (address.kind !== 'serial' || isSerialPlace(address.path));
}

/** The model that nobody knows; null where all is well. */
function unknownModel(setting: NonNullable<DeviceChange['setting']>): string | null {
  if ('profile' in setting) return findProfile(setting.profile) ? null : setting.profile;
  if (!('template' in setting)) return null;
  const known = 'locale' in setting ? displayTemplates : scaleTemplates;
  return Object.hasOwn(known, setting.template) ? null : setting.template;
}
