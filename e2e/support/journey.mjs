// One import for journeys: a test with its server and its people, all closed at the end, whatever happens.
//
//   journey("a resident asks", async ({ given }) => {
//     const site = await given.demonstration({ clock: "2026-11-24T10:26:00+08:00" });
//     const resident = await given.visitor(site, { name: "resident", width: WIDTHS.phone, scripts: false });
//     await resident.opens("/apply");                                    // when
//     await resident.sees("申请公开政府信息");                              // then
//   });
import { after, test } from "node:test";
import { closeBrowser, WIDTHS } from "./browser.mjs";
import { Clockkeeper } from "./clock.mjs";
import { demonstration, emptyOffice, gongkai, newOffice, serve } from "./server.mjs";
import { Visitor } from "./visitor.mjs";

export { WIDTHS };

after(closeBrowser);

/** Every way a page is looked at: desktop and phone, scripts on and off. */
export const EYES = [
  { width: WIDTHS.desktop, scripts: true },
  { width: WIDTHS.phone, scripts: false },
  { width: WIDTHS.narrow, scripts: true },
];

export function journey(name, tell) {
  test(name, { timeout: 900_000 }, async (t) => {
    const closing = [];
    const site = async (office, options) => {
      closing.push(() => office.forget());
      const server = await serve(office, options);
      closing.push(() => server.stop());
      const clockkeeper = new Clockkeeper(server.url, office.accounts);
      return {
        ...server,
        accounts: office.accounts,
        data: office.data,
        who: (role, organ) => account(office.accounts, role, organ),
        // Official time is moved, never waited for: await site.moves("2026-11-25T09:00:00+08:00").
        moves: (at) => clockkeeper.moves(at),
        // Cookies of somebody who signs in without a browser, for pages that only a count is taken from.
        entersAs: (account) => clockkeeper.entersAs(account),
        // A command of the program over the data of this site, while it runs.
        commands: (...words) => gongkai(office.data, ...words),
      };
    };
    const given = {
      demonstration: async ({ words = [], ...options } = {}) => site(await demonstration(...words), options),
      newOffice: async (about, options) => site(await newOffice(about), options),
      emptyOffice: async (options) => site(emptyOffice(), options),
      visitor: async (at, about) => {
        const visitor = await Visitor.arrives(at, about);
        closing.push(() => visitor.context.close());
        return visitor;
      },
    };
    try {
      await tell({ given, t });
    } finally {
      for (const close of closing.reverse()) await close();
    }
  });
}

function account(accounts, role, organ) {
  const found = accounts.find((one) => [].concat(one.roles).includes(role) && (!organ || one.organ.includes(organ)));
  if (!found) throw new Error(`no demonstration account is ${role}${organ ? ` of ${organ}` : ""}; there are ${accounts.map((one) => `${one.login} (${one.roles})`).join(", ")}`);
  return found;
}
