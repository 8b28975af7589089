import type { ScriptedTill } from '../scripted-till.ts';
import type { Step } from '../../e2e/hands.ts';
import type { CollectionDocs, SaleView, StatusView } from '../../../shared/protocol/page.ts';

/** Lists the page pulls. */
export type Listed = { [N in keyof CollectionDocs]?: readonly CollectionDocs[N][] };

/** A state of the screen: where the till stands, and how a hand gets to it from there. */
export type WalkState = {
  /** Of its picture, too. */
  name: string;
  /** What its picture shows. */
  caption: string;
  /** As the till stands before the hand moves. */
  sale: SaleView;
  status?: StatusView;
  lists?: Listed;
  script?: Partial<ScriptedTill['script']> | ((till: ScriptedTill) => Partial<ScriptedTill['script']>);
  keys: readonly Step[];
  touch: readonly Step[];
  /** What stands on the screen once there. */
  seen: string;
  /** With the codes of a demo shop to click. */
  isDemo?: true;
  isTraining?: true;
  /** Names that never end may be cut. */
  isExtreme?: true;
};
