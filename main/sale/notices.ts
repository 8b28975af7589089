import type { NoticeView } from '../../shared/protocol/page.ts';
import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';

type Told = Omit<NoticeView, 'id'>;

/** A side notice with a registered text. */
export function notice(
  tone: NoticeView['tone'],
  code: ErrorCode,
  args: ErrorArgs = {},
  action: NoticeView['action'] = null,
): Told {
  return { tone, code, args, action };
}
