import { commitBench } from './commit.ts';
import { ingestBench } from './ingest.ts';
import { quoteBench } from './quote.ts';
import type { Bench } from './row.ts';

export const benches: readonly Bench[] = [quoteBench, commitBench, ingestBench];
