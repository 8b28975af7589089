import type { ReceiptDocument, TextSize } from '../../../shared/receipt/blocks.ts';
import { layout } from '../../../shared/receipt/layout.ts';
import type { LaidItem, LaidLine } from '../../../shared/receipt/layout.ts';
import { encodeCharacter } from '../code-pages.ts';
import { codePageOf } from '../profile.ts';
import type { CodePage, PrinterProfile } from '../profile.ts';
import { knownCodePages } from '../profiles.ts';
import { barcodeOf } from '../symbols/bars.ts';
import type { Symbology } from '../symbols/bars.ts';
import { barDots, holdsRealTimeCommand, matrixDots } from '../symbols/dots.ts';
import type { Dots } from '../symbols/dots.ts';
import { qrMatrix, qrModuleDots, usualCorrection } from '../symbols/qr.ts';
import { chooseEncoding, transliterate, transliterateDocument } from '../transliterate.ts';
import * as command from './commands.ts';

/**
 * The bytes of one job as they grow, and the modes the printer is in by then. A mode is changed before what needs it and never taken
 * back for nothing, so that every byte of a job can be seen on paper.
 */
type Job = {
  profile: PrinterProfile;
  logo: Dots | null;
  page: CodePage;
  bytes: number[];
  modes: { codePage: number; bold: boolean; size: TextSize; centred: boolean; barDots: number | null };
};

/**
 * A document as the bytes of one print job for this printer. Every job begins by saying in what state it wants the printer, since
 * whatever was printed before may have left another. One code page serves the whole job: the usual one, or another the printer
 * has where the document needs its letters. Throws RangeError on a symbol whose payload can't be encoded (a bug).
 */
export function encodeJob(document: ReceiptDocument, profile: PrinterProfile, logo: Dots | null = null): Uint8Array {
  const encoding = chooseEncoding(document, profile);
  const page: CodePage = { encoding, number: codePageOf(profile, encoding) };
  const modes: Job['modes'] = { codePage: page.number, bold: false, size: 'normal', centred: false, barDots: null };
  const bytes = [...command.initialise, ...command.leaveDoubleByte, ...command.selectCodePage(page.number)];
  const job: Job = { profile, logo, page, bytes, modes };
  for (const item of layout(transliterateDocument(document, encoding), profile.widthChars)) putItem(job, item);
  return Uint8Array.from(job.bytes);
}

function putItem(job: Job, item: LaidItem): void {
  const { profile, logo } = job;
  switch (item.kind) {
    case 'line':
      return putLine(job, item, job.page);
    case 'qr':
      return putQr(job, item.payload);
    case 'barcode':
      return putBarcode(job, item.symbology, item.payload);
    case 'logo':
      if (logo) putDots(job, logo);
      return undefined;
    case 'codePages':
      return putCodePages(job, item.sample);
    case 'drawer':
      return put(job, command.pulseDrawer(profile.drawerPin));
    case 'beep':
      return profile.beeper ? put(job, command.beep(2, 2)) : undefined;
    default:
      return put(job, profile.cutter === 'none' ? command.feedLines(4) : command.feedAndCut(profile.cutter));
  }
}

function put({ bytes }: Job, more: readonly number[]): void {
  for (const byte of more) bytes.push(byte);
}

const letterTimes: Record<TextSize, { wide: number; high: number }> = {
  normal: { wide: 1, high: 1 },
  tall: { wide: 1, high: 2 },
  double: { wide: 2, high: 2 },
};

function putLine(job: Job, line: LaidLine, { encoding, number }: CodePage): void {
  const text = line.text.trimEnd();
  if (text !== '') {
    if (job.modes.codePage !== number) put(job, command.selectCodePage(number));
    job.modes.codePage = number;
    const { wide } = letterTimes[line.size];
    alignFor(job, false, Array.from(text).length * wide < job.profile.widthChars);
    style(job, line);
    put(job, textBytes(text, encoding));
  }
  put(job, command.lineFeed);
}

function style(job: Job, { bold, size }: Pick<LaidLine, 'bold' | 'size'>): void {
  const { modes } = job;
  if (modes.bold !== bold) put(job, command.bold(bold));
  if (modes.size !== size) put(job, command.letterSize(letterTimes[size]));
  Object.assign(modes, { bold, size });
}

/** What fills its line stands the same however it is aligned. */
function alignFor(job: Job, centred: boolean, leavesRoom: boolean): void {
  if (!leavesRoom || job.modes.centred === centred) return;
  put(job, command.justify(centred));
  job.modes.centred = centred;
}

function textBytes(text: string, encoding: CodePage['encoding']): number[] {
  return Array.from(transliterate(text, encoding), (character) =>
    character === '\u00A0' ? 0x20 : encodeCharacter(character, encoding)!,
  );
}

function putSymbol(job: Job, widthDots: number, symbol: readonly number[]): void {
  alignFor(job, true, widthDots < job.profile.widthDots);
  put(job, symbol);
  put(job, command.lineFeed);
}

function putDots(job: Job, dots: Dots): void {
  putSymbol(job, dots.widthBytes * 8, command.raster(dots));
}

function putQr(job: Job, payload: string): void {
  const { profile } = job;
  const matrix = qrMatrix(payload);
  const moduleDots = qrModuleDots(matrix.length, profile.widthDots);
  if (profile.qrCode === 'raster') putDots(job, matrixDots(matrix, moduleDots));
  else {
    const data = new TextEncoder().encode(payload);
    putSymbol(job, matrix.length * moduleDots, command.qrCode(data, moduleDots, usualCorrection));
  }
}

/** Ten modules of paper on either side, without which nothing reads it. */
const quietModules = 20;

/** Where the paper is too narrow for bars that a scanner tells apart, the payload stands there in letters. */
function putBarcode(job: Job, symbology: Symbology, payload: string): void {
  const { profile } = job;
  const { system, data, bars } = barcodeOf(symbology, payload);
  const moduleDots = [3, 2].find((dots) => (bars.modules.length + quietModules) * dots <= profile.widthDots);
  if (moduleDots !== undefined && profile.barcodes === 'native' && !holdsRealTimeCommand(data)) {
    if (job.modes.barDots === null) put(job, command.barsWithDigits);
    if (job.modes.barDots !== moduleDots) put(job, command.barWidth(moduleDots));
    job.modes.barDots = moduleDots;
    putSymbol(job, bars.modules.length * moduleDots, command.barcode(system, data));
    return;
  }
  if (moduleDots !== undefined) putDots(job, barDots(bars.modules, moduleDots, command.barHeightDots));
  const text: ReceiptDocument = {
    version: 1,
    locale: 'en',
    blocks: [{ kind: 'text', text: bars.text, align: 'center' }],
  };
  for (const line of layout(text, profile.widthChars)) putItem(job, line);
}

/** The sample in each page under each number in use anywhere: only where both are right can it be read. */
function putCodePages(job: Job, sample: string): void {
  for (const page of knownCodePages()) {
    const text = `${String(page.number).padStart(3)} ${page.encoding.padEnd(12)} ${sample}`;
    putLine(job, { kind: 'line', text, bold: false, size: 'normal' }, page);
  }
}
