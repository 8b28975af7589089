import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';
import type { PageError } from '../../shared/protocol/page.ts';

/** A command that was refused, by the registered code that says why. */
export class Fault extends Error {
  readonly code: ErrorCode;
  readonly args: ErrorArgs;

  constructor({ code, args }: PageError) {
    super(code);
    this.name = 'Fault';
    this.code = code;
    this.args = args;
  }
}
