import { type PageUnderTest, showPage } from '../../../testing/page-under-test';
import { idOf } from '../../../testing/records';
import { problem, ScriptedServer } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { linkOf } from './link-of';
import { OutboxPage } from './outbox.page';

const LIST = 'GET /api/v1/outbox';
const link = 'http://leadgen.test/account';
const text = `Somebody signed in from a device that was not seen before.\n\nIf it was not you, change your password: ${link}.`;
const mail = { id: idOf(60), to: 'ada@example.com', subject: 'New sign-in', text, writtenAt: '2026-01-01T00:00:00.000Z' };
const show = (server: ScriptedServer): Promise<PageUnderTest> => showPage(OutboxPage, 'outbox', '/outbox', server);

describe('the outbox page', () => {
  it('shows what each mail says, and copies its link or all of it', async () => {
    const copied: string[] = [];
    Object.assign(navigator, { clipboard: { writeText: (words: string) => Promise.resolve(void copied.push(words)) } });
    const page = await show(new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [mail], next: null } })));
    await page.shows('Somebody signed in from a device');
    for (const button of page.element.querySelectorAll<HTMLButtonElement>('li button')) button.click();
    await until('both were copied', () => copied.length === 2);
    expect(copied).toEqual([link, text]);
  });

  it('explains how mail leaves, and who finds it, to an owner who finds none', async () => {
    const page = await show(new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [], next: null } })));
    await page.shows('No mail for you to pass on');
    expect(page.text()).toContain('the operator sets MAIL_URL');
    expect(page.text()).toContain('Every other owner finds this page empty, whether or not mail is waiting.');
  });

  it('says why it could not be read, and tries again', async () => {
    const server = new ScriptedServer().on(LIST, () => problem(503, 'The store does not answer.'));
    const page = await show(server);
    await page.shows('The store does not answer.');
    server.on(LIST, () => ({ status: 200, body: { items: [mail], next: null } }));
    page.find<HTMLButtonElement>('lg-problem-card button').click();
    await page.shows('to ada@example.com');
  });
});

describe('the link of a mail', () => {
  it.each([
    ['Open http://leadgen.test/a#token=x-Y_9.', 'http://leadgen.test/a#token=x-Y_9'],
    ['Look (https://leadgen.test/a?b=c), then go.', 'https://leadgen.test/a?b=c'],
    ['No address at all.', null],
  ])('is found in %s', (words, found) => expect(linkOf(words)).toBe(found));
});
