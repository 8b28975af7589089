import { fill } from '../../shared/i18n/page.ts';
import type { MemberView, SaleView } from '../../shared/protocol/page.ts';
import { useCashier } from './context.ts';
import type { Speech } from './context.ts';
import { Button } from './parts.tsx';

/** Who is buying: name, tier, what may be spent and what this receipt earns. */
export function MemberCard({ sale }: { sale: SaleView }) {
  const { till, speech, actions } = useCashier();
  const { texts, say, money } = speech.value;
  const { member } = sale;
  if (!member) {
    return (
      <section class="member member-none">
        <span>
          <b>{texts.noMember}</b>
          <span class="member-hint">{texts.noMemberHint}</span>
        </span>
        <Button hotkey="F3" onPress={() => actions.member()}>
          {texts.memberFind}
        </Button>
      </section>
    );
  }
  return (
    <section class="member" aria-label={texts.member}>
      <header class="member-head">
        <h3 class="member-name">{member.name}</h3>
        {member.tier && <span class="tag tag-accent">{say(member.tier.name)}</span>}
        <button
          type="button"
          class="member-by"
          title={`⇧F4: ${texts.cardsTitle}`}
          aria-keyshortcuts="Shift+F4"
          onClick={() => actions.cards()}
        >
          {strength(member, speech.value)}
        </button>
        <button
          type="button"
          class="member-forget"
          aria-label={texts.forget}
          title={texts.forget}
          onClick={() => void till.run('sale.forgetMember', {})}
        >
          ×
        </button>
      </header>
      {member.blocked && <p class="member-warning">{texts.blocked}</p>}
      <Arrived wishes={member.wishes} />
      {member.wallets.map((wallet) => (
        <Wallet key={wallet.wallet} wallet={wallet} />
      ))}
      {member.progress && (
        <p class="member-progress">
          {fill(texts.toTier, { tier: say(member.progress.tier), amount: money(member.progress.leftMinor) })}
        </p>
      )}
      {member.pending && <p class="member-progress">{texts.pendingMember}</p>}
    </section>
  );
}

/** What they waited for is here: the cashier says so. */
function Arrived({ wishes }: Pick<MemberView, 'wishes'>) {
  const { speech, actions } = useCashier();
  const { texts, say } = speech.value;
  const names = wishes.flatMap(({ state, name }) => (state === 'arrived' ? [say(name)] : []));
  if (names.length === 0) return null;
  return (
    <button
      type="button"
      class="member-arrived"
      title={`⇧F5: ${texts.wishesTitle}`}
      aria-keyshortcuts="Shift+F5"
      onClick={() => actions.wishes()}
    >
      {fill(texts.wishArrived, { names: names.join(', ') })}
    </button>
  );
}

function Wallet({ wallet: shown }: { wallet: MemberView['wallets'][number] }) {
  const { till, speech } = useCashier();
  const { texts, say, points, day } = speech.value;
  const { wallet, spendable, toEarn, debt, expiring } = shown;
  const wallets = till.hello.value?.wallets ?? [];
  // The wallet is named where there are several.
  const named = wallets.length > 1 ? wallets.find(({ id }) => id === wallet) : undefined;
  return (
    <div class="wallet">
      <span class="wallet-figure">
        <span class="wallet-points figures">{points(spendable, wallet)}</span>
        <span class="wallet-label">
          {named && `${say(named.name)}: `}
          {texts.spendable}
        </span>
      </span>
      <span class="wallet-figure">
        <span class="wallet-points wallet-earn figures">+{points(toEarn, wallet)}</span>
        <span class="wallet-label">{texts.toEarn}</span>
      </span>
      <span class="wallet-notes">
        {debt > 0 && <span class="member-warning">{fill(texts.debt, { points: points(debt, wallet) })}</span>}
        {expiring && isSoon(expiring.at) && (
          <span>{fill(texts.expires, { points: points(expiring.points, wallet), day: day(expiring.at) })}</span>
        )}
      </span>
    </div>
  );
}

const soonMs = 30 * 24 * 60 * 60 * 1000;

/** Points that lapse next year are no news at the counter. */
function isSoon(moment: string): boolean {
  return Date.parse(moment) - Date.now() < soonMs;
}

function strength(member: MemberView, { texts }: Speech): string {
  return { phone: texts.byPhone, phoneCode: texts.byPhoneCode, card: texts.byCard, dynamicQr: texts.byQr }[
    member.identification
  ];
}
