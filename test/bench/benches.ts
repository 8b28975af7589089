import { cameraBench } from './camera.ts';
import { commitBench } from './commit.ts';
import { compileBench } from './compile.ts';
import { ingestBench } from './ingest.ts';
import { ingestPostgresBench } from './ingest-postgres.ts';
import { manyTillsBench } from './many-tills.ts';
import { millionBench } from './million.ts';
import { pageBench, pageShiftBench } from './page.ts';
import { pluginBench } from './plugin.ts';
import { printQueueBench } from './print-queue.ts';
import { quoteBench } from './quote.ts';
import type { Bench } from './row.ts';
import { selectBench } from './select.ts';
import { thousandBench } from './thousand.ts';

export const benches: readonly Bench[] = [
  quoteBench,
  selectBench,
  thousandBench,
  compileBench,
  commitBench,
  printQueueBench,
  ingestBench,
  ingestPostgresBench,
  manyTillsBench,
  millionBench,
  cameraBench,
  pageBench,
  pageShiftBench,
  pluginBench,
];
