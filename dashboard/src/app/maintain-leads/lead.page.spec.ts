import { MASKED } from '../../../../event-schemas/src/http/maintain-leads';
import { showPage } from '../../testing/page-under-test';
import { idOf, leadView } from '../../testing/records';
import { problem, ScriptedServer } from '../../testing/scripted-server';
import { LeadPage } from './lead.page';

const ONE = `GET /api/v1/leads/${idOf(1)}`;
const show = (server: ScriptedServer): ReturnType<typeof showPage> => showPage(LeadPage, 'leads/:id', `/leads/${idOf(1)}`, server);

describe('the page of a lead', () => {
  it('names for a value its source, import, page, rule, parser and time', async () => {
    const page = await show(new ScriptedServer().on(ONE, () => ({ status: 200, body: leadView() })));
    await page.shows('Title Head of Operations Sales Navigator import , page 2 rule a.title.1 parser 1.0.0, layout A');
    expect(page.find('[data-field="title"] lg-provenance-line a').getAttribute('href')).toBe(`/imports/${idOf(900)}`);
    expect(page.find('[data-field="title"] time').getAttribute('datetime')).toBe('2026-01-02T00:00:00.000Z');
  });

  it('keeps older values with their own origin', async () => {
    const page = await show(new ScriptedServer().on(ONE, () => ({ status: 200, body: leadView() })));
    await page.shows('1 older value Operations Manager');
    expect(page.find('details lg-provenance-line a').getAttribute('href')).toBe(`/imports/${idOf(901)}`);
  });

  it('tells its history', async () => {
    const page = await show(new ScriptedServer().on(ONE, () => ({ status: 200, body: leadView() })));
    await page.shows('Seen again with changes Changed: Title');
    await page.shows('by you through the extension');
  });

  it('shows hostile text as text', async () => {
    const fullName = '<img src=x onerror=alert(1)>';
    const page = await show(new ScriptedServer().on(ONE, () => ({ status: 200, body: leadView({ fullName }) })));
    await page.shows(fullName);
    expect(page.element.querySelector('img')).toBeNull();
  });

  it('says that there is no such lead', async () => {
    const page = await show(new ScriptedServer().on(ONE, () => problem(404, 'There is no lead with this id.')));
    await page.shows('This lead does not exist');
  });

  it('asks an auditor for a reason, and shows the values once it is recorded', async () => {
    const masked = leadView({ fullName: MASKED, masked: true });
    const unmaskings = `POST /api/v1/leads/${idOf(1)}/unmaskings`;
    const server = new ScriptedServer().on(ONE, () => ({ status: 200, body: masked })).on(unmaskings, () => ({ status: 200, body: leadView() }));
    const page = await show(server);
    await page.shows('Personal values are masked');
    const submit = page.find<HTMLButtonElement>('lg-unmask-lead button');
    submit.click();
    await page.shows('at least ten characters');
    const reason = page.find<HTMLTextAreaElement>('textarea');
    reason.value = 'The person asked.';
    reason.dispatchEvent(new Event('input'));
    submit.click();
    await page.shows('Ana Petrov');
    expect([server.requests(unmaskings).map(({ body }) => body), page.element.querySelector('lg-unmask-lead')]).toEqual([
      [{ reason: 'The person asked.' }],
      null,
    ]);
  });
});
