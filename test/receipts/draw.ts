import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeJob } from '../../drivers/printer/escpos/encode.ts';
import { jobToPng } from '../../drivers/printer/picture/png.node.ts';
import { jobToSvg } from '../../drivers/printer/picture/svg.ts';
import { pictures } from './pictures.ts';

/** Draws docs/receipts again: `npx node test/receipts/draw.ts`. */
const folder = join(import.meta.dirname, '..', '..', 'docs', 'receipts');
mkdirSync(folder, { recursive: true });
for (const { file, document, profile, logo = null } of pictures()) {
  const job = encodeJob(document, profile, logo);
  writeFileSync(join(folder, `${file}.svg`), jobToSvg(job, profile));
  writeFileSync(join(folder, `${file}.png`), jobToPng(job, profile));
}
