import type { Engine } from '../shared/loyalty/engine.ts';

export declare const semantics: Engine['semantics'];
export declare const compile: Engine['compile'];
export declare const evaluate: Engine['evaluate'];
export declare const explain: Engine['explain'];
export declare const reverse: Engine['reverse'];
export declare const react: Engine['react'];
