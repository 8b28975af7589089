import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { walkStates } from './states.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'screens');

/** Taken by the walks against a real till, and of the customer's own screen. */
const others = [
  { name: 'till', caption: 'The demo shop: goods, a member, the gift that waits.' },
  {
    name: 'register-touch',
    caption: 'Registration by fingers alone: keys stand where the receipt has no use for its own.',
  },
  { name: 'cards', caption: 'A member’s cards at a real till.' },
  { name: 'card-block', caption: 'A lost card is blocked: Enter is the safe step, back.' },
  { name: 'attach', caption: 'A card attached to a paid receipt at a real till.' },
  { name: 'pin-touch', caption: 'A PIN by fingers.' },
  { name: 'manager-pin', caption: 'A manager’s PIN for another price, at a real till.' },
  { name: 'training', caption: 'Training at a real till.' },
  { name: 'training-dark', caption: 'Training in the dark.' },
  { name: 'training-customer', caption: 'The customer’s screen while somebody practises.' },
  { name: 'reconciled', caption: 'The hub is back: every sale that waited is reconciled.' },
  { name: 'customer', caption: 'The customer’s screen while goods are rung.' },
  { name: 'customer-done', caption: 'The customer’s screen when all is paid.' },
];

const pictures = [...walkStates, ...others];

function readme(): string {
  return `# The screen, state by state

Tests walk to each of these by keyboard alone and by touch alone, look for faults in both colours, both languages and at 1024x768 and
1920x1080, and take the picture. This page is made by \`npm run docs\` from the list the tests walk.

${pictures.map(({ name, caption }) => `**${name}**: ${caption}\n\n![${name}](${name}.png)\n`).join('\n')}`;
}

describe('the page of pictures', () => {
  it('has each picture with what it shows', async () => {
    await expect(readme()).toMatchFileSnapshot(join(folder, 'README.md'));
  });

  it('leaves no picture untold, and tells of none that is not there', () => {
    const there = readdirSync(folder).filter((file) => file.endsWith('.png'));
    expect(there.toSorted()).toEqual(pictures.map(({ name }) => `${name}.png`).toSorted());
  });
});
