import { entry } from './error-entry.ts';

/** What the hub's people are told. */
export const officeErrors = {
  'admin.role': entry(
    'Роль {role} этого не может.',
    'The role {role} may not do this.',
    'Попросите того, кому можно: роли описаны в docs/security.md.',
    'Ask somebody who may: docs/security.md tells the roles.',
  ),
  'login.wrong': entry(
    'Имя или пароль не те.',
    'Name or password is wrong.',
    'Проверьте раскладку и Caps Lock; новый пароль задаёт владелец: kopilka hub user password.',
    'Check the keyboard and Caps Lock; the owner sets another password: kopilka hub user password.',
  ),
  'login.locked': entry(
    'Слишком много неверных паролей подряд: вход закрыт ещё {seconds} с.',
    'Too many wrong passwords in a row: locked for another {seconds} s.',
    'Подождите или попросите владельца задать пароль заново: kopilka hub user password.',
    'Wait, or ask the owner to set the password again: kopilka hub user password.',
  ),
  'user.taken': entry(
    'Пользователь {name} уже есть.',
    'There is a user {name} already.',
    'Возьмите другое имя или смените пароль: kopilka hub user password.',
    'Take another name, or change the password: kopilka hub user password.',
  ),
  'user.unknown': entry(
    'Пользователя {name} нет.',
    'There is no user {name}.',
    'Список: kopilka hub user list.',
    'See kopilka hub user list.',
  ),
  'item.unknown': entry(
    'Вопроса {item} нет.',
    'There is no item {item}.',
    'Возьмите номер из kopilka hub items.',
    'Take an id of kopilka hub items.',
  ),
  'item.closed': entry(
    'Вопрос {item} уже закрыт: {who}, {at}.',
    'Item {item} is closed already: {who}, {at}.',
    'Он закрывается один раз; почему закрыт, показывает kopilka hub item.',
    'It is closed once; kopilka hub item shows why.',
  ),
  'item.decision': entry(
    'Решение approve или reject нужно записям отозванной кассы (backlog), и только им: {item}.',
    'The decision approve or reject is for the records of a revoked till (backlog) and nothing else: {item}.',
    'Добавьте --decision approve или reject для backlog, уберите его для остальных.',
    'Give --decision approve or reject for a backlog, and none for the rest.',
  ),
  'writeOff.unknown': entry(
    'Списания {id} нет.',
    'There is no write-off {id}.',
    'Возьмите id из GET /v1/write-offs.',
    'Take ids of GET /v1/write-offs.',
  ),
  'writeOff.confirmed': entry(
    'Списание {id} уже подтверждено документом {document}.',
    'The write-off {id} is confirmed by the document {document} already.',
    'Уберите его из запроса: списано оно один раз.',
    'Leave it out of the request: it is written off once.',
  ),
  'wish.unknown': entry(
    'Желания {id} среди открытых нет.',
    'There is no open wish {id}.',
    'Возьмите id из списка желаний; купленного и отозванного в нём нет.',
    'Take an id of the list of wishes; one that is bought or dropped is not in it.',
  ),
  'wish.order': entry(
    'Желание {id} в состоянии {state}: из него нельзя в {to}.',
    'The wish {id} is {state}: it can’t become {to} from there.',
    'Сначала заказано (ordered), потом прибыло (arrived); купленное и отозванное не меняют. Уберите его из запроса.',
    'First ordered, then arrived; one that is bought or dropped changes no more. Leave it out of the request.',
  ),
  'wish.otherGood': entry(
    'Желание {id} — о товаре {sku}, другим оно не станет.',
    'The wish {id} is for the good {sku} and becomes no other.',
    'Не передавайте sku: его задают один раз, желанию словами.',
    'Leave the sku out: it is told once, of a wish in words.',
  ),
  'points.noWallet': entry(
    'В действующей программе нет кошелька {wallet}.',
    'The programme in force has no wallet {wallet}.',
    'Возьмите кошелёк из программы.',
    'Take a wallet of the programme.',
  ),
  'points.tooFew': entry(
    'У участника {member} свободно только {points} ({wallet}).',
    'Member {member} has only {points} free ({wallet}).',
    'Снимите не больше; отложенное для касс вернётся, когда они его закроют.',
    'Take no more; what tills hold comes back as they close it.',
  ),
  'till.revoked': entry(
    'Касса {till} отозвана: её записи хранятся и ждут человека, новостей и баллов она не получает.',
    'Till {till} is revoked: its records are kept and wait for a person, it gets neither news nor points.',
    'Продажи целы. Если кассе снова можно верить, подключите её новым кодом: kopilka hub enrol-code.',
    'Its sales are safe. If it may be trusted again, enrol it by a new code: kopilka hub enrol-code.',
  ),
  'hub.tooMany': entry(
    'Слишком много запросов с этого адреса.',
    'Too many requests from this address.',
    'Повторите через {seconds} с.',
    'Try again in {seconds} s.',
  ),
  'hub.plainHttp': entry(
    'Без TLS хаб слушает только эту машину, а не {host}.',
    'Without TLS the hub listens to this machine only, not on {host}.',
    'Дайте ему сертификат (--tls-cert, --tls-key), поставьте перед ним прокси с TLS или разрешите явно: --plain-http.',
    'Give it a certificate (--tls-cert, --tls-key), put a proxy with TLS before it, or allow it in so many words: --plain-http.',
  ),
  'hub.tls': entry(
    'Сертификат и ключ TLS не годятся: {problem}.',
    'Certificate and key of TLS are of no use: {problem}.',
    'Нужны файлы PEM одной пары: цепочка сертификатов и ключ без пароля.',
    'Give PEM files of one pair: the chain of certificates, and a key without a password.',
  ),
} as const;
