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
  const wallets = till.hello.value?.wallets ?? [];
  /** The wallet is named where there are several. */
  const nameOf = (wallet: string) => {
    const named = wallets.length > 1 ? wallets.find(({ id }) => id === wallet) : undefined;
    return named ? `${say(named.name)}:` : '';
  };
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
        <span class="member-by">{strength(member, speech.value)}</span>
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
      {member.wallets.map((wallet) => (
        <div key={wallet.wallet} class="wallet">
          <span class="wallet-figure">
            <span class="wallet-points figures">{speech.value.points(wallet.spendable, wallet.wallet)}</span>
            <span class="wallet-label">
              {nameOf(wallet.wallet)} {texts.spendable}
            </span>
          </span>
          <span class="wallet-figure">
            <span class="wallet-points wallet-earn figures">+{speech.value.points(wallet.toEarn, wallet.wallet)}</span>
            <span class="wallet-label">{texts.toEarn}</span>
          </span>
          <span class="wallet-notes">
            {wallet.debt > 0 && (
              <span class="member-warning">
                {fill(texts.debt, { points: speech.value.points(wallet.debt, wallet.wallet) })}
              </span>
            )}
            {wallet.expiring && (
              <span>
                {fill(texts.expires, {
                  points: speech.value.points(wallet.expiring.points, wallet.wallet),
                  day: speech.value.day(wallet.expiring.at),
                })}
              </span>
            )}
          </span>
        </div>
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

function strength(member: MemberView, { texts }: Speech): string {
  return { phone: texts.byPhone, phoneCode: texts.byPhoneCode, card: texts.byCard, dynamicQr: texts.byQr }[
    member.identification
  ];
}
