//! Organs and people of the demonstration: a district with eight sub-districts and six departments, all invented.

use super::{DemoAccount, PASSWORD, texts};
use crate::accounts::passwords;
use crate::accounts::setup::{NewOrgan, NewPerson, add_organ, add_person};
use crate::settings::{GuideVersion, OrganSettings};
use crate::{Office, Refusal};
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::{Level, Organ};
use gongkai_rules::outcomes::Channel;
use gongkai_rules::people::{Actor, Role};
use gongkai_storage::database::Tx;
use gongkai_storage::organs;
use gongkai_storage::people::Person;
use jiff::civil::Date;

/// An organ with its staff.
pub struct Staffed {
    /// The organ.
    pub organ: Organ,
    /// 经办人.
    pub clerk: Person,
    /// 审核人.
    pub reviewer: Person,
    /// 机构负责人, who may be the reviewer.
    pub head: Person,
    /// 分管领导, where there is one.
    pub leader: Option<Person>,
}

impl Staffed {
    /// As whom a person of this organ acts.
    pub fn actor(&self, person: &Person) -> Actor {
        Actor::Person { id: person.id, organ_path: self.organ.path.clone(), roles: person.roles.clone() }
    }

    /// Who signs.
    pub fn signatory(&self) -> &Person {
        self.leader.as_ref().unwrap_or(&self.head)
    }
}

const CITY: &str = "云溪市临江区";

/// Short name, code, 机关代字.
const SUBDISTRICTS: [(&str, &str, &str); 8] = [
    ("望江街道办事处", "WJ", "望江"),
    ("青石桥街道办事处", "QSQ", "青石"),
    ("柳林街道办事处", "LL", "柳林"),
    ("东湖街道办事处", "DH", "东湖"),
    ("新桥街道办事处", "XQ", "新桥"),
    ("北门街道办事处", "BM", "北门"),
    ("梅园街道办事处", "MY", "梅园"),
    ("石塔街道办事处", "ST", "石塔"),
];

const DEPARTMENTS: [(&str, &str, &str); 6] = [
    ("区财政局", "CZ", "临财"),
    ("区住房和城乡建设局", "ZJ", "临建"),
    ("区教育局", "JY", "临教"),
    ("区民政局", "MZ", "临民"),
    ("区自然资源局", "ZR", "临自然"),
    ("区卫生健康局", "WJK", "临卫"),
];

/// Makes organs, settings and people. Gives the organs with their staff and the accounts to tell.
pub async fn found(tx: &mut Tx, office: &Office, until: Date) -> Result<(Vec<Staffed>, Vec<DemoAccount>), Refusal> {
    let hash = passwords::hash(PASSWORD.to_owned()).await?;
    let mut maker = Maker { office: office.clone(), hash, accounts: Vec::new(), named: 0, until };
    let root = maker.organ(tx, None, &format!("{CITY}人民政府"), "临江区人民政府", "LJ", "临政", Level::County).await?;
    let mut all = Vec::new();
    all.push(maker.staff(tx, root.clone(), true).await?);
    maker.person(tx, &root, "inspector", &[Role::Inspector]).await?;
    maker.person(tx, &root, "system", &[Role::SystemAdministrator, Role::SecurityAdministrator]).await?;
    maker.person(tx, &root, "audit", &[Role::AuditAdministrator]).await?;
    for (short, code, word) in SUBDISTRICTS {
        let name = format!("{CITY}人民政府{short}");
        let organ = maker.organ(tx, Some(root.id), &name, short, code, word, Level::Subdistrict).await?;
        all.push(maker.staff(tx, organ, false).await?);
    }
    for (short, code, word) in DEPARTMENTS {
        let name = format!("{CITY}{}", short.trim_start_matches('区'));
        let organ =
            maker.organ(tx, Some(root.id), &name, &format!("临江{short}"), code, word, Level::Department).await?;
        all.push(maker.staff(tx, organ, true).await?);
    }
    Ok((all, maker.accounts))
}

struct Maker {
    office: Office,
    hash: String,
    accounts: Vec<DemoAccount>,
    named: usize,
    until: Date,
}

impl Maker {
    #[allow(clippy::too_many_arguments)] // an organ is told by its names
    async fn organ(
        &self,
        tx: &mut Tx,
        parent: Option<OrganId>,
        name: &str,
        short: &str,
        code: &str,
        word: &str,
        level: Level,
    ) -> Result<Organ, Refusal> {
        let new = NewOrgan {
            name: name.to_owned(),
            short_name: short.to_owned(),
            code: code.to_owned(),
            organ_word: word.to_owned(),
            level,
            parent,
        };
        let organ = add_organ(tx, &self.office, &Actor::System, new).await?;
        let (mut settings, version): (OrganSettings, i64) = organs::settings(tx, organ.id).await?;
        let some = |text: String| Some(text);
        let letters = &mut settings.letters;
        letters.address = some(format!("{CITY}{}号政务服务大厅", texts::street(code)));
        letters.postal_code = some("610000".into());
        letters.phone = some(format!("0999-5555 0{:03}", 100 + code.bytes().map(u32::from).sum::<u32>() % 800));
        letters.hours = some("工作日 8:30 至 12:00，14:30 至 17:30".into());
        letters.contact = some(
            match level {
                Level::County => "办公室政务公开科",
                Level::Subdistrict => "党政综合办公室",
                _ => "办公室",
            }
            .into(),
        );
        letters.tracking_url = some("https://gongkai.example/track".into());
        let district = level != Level::County;
        let body = if district { "临江区人民政府" } else { "云溪市人民政府" };
        let court = if district { "临江区人民法院" } else { "云溪市中级人民法院" };
        letters.reconsideration_body = some(body.into());
        letters.reconsideration_address = some(format!("{body}行政复议接待室（人民路1号）"));
        letters.reconsideration_phone = some("0999-5555 0001".into());
        letters.reconsideration_url = some("https://fuyi.gongkai.example".into());
        letters.court = some(court.into());
        letters.court_address = some("云溪市中山路8号".into());
        settings.channels = vec![Channel::Web, Channel::Email, Channel::Fax];
        settings.guide = vec![GuideVersion {
            from: self.until.with().year(self.until.year() - 3).month(1).day(1).build().unwrap_or(self.until),
            text: texts::guide(short),
        }];
        organs::update(tx, &organ, &settings, version).await?;
        Ok(organ)
    }

    async fn staff(&mut self, tx: &mut Tx, organ: Organ, with_leader: bool) -> Result<Staffed, Refusal> {
        let clerk = self.person(tx, &organ, "clerk", &[Role::Clerk]).await?;
        let (reviewer, head) = if with_leader {
            let reviewer = self.person(tx, &organ, "reviewer", &[Role::Reviewer]).await?;
            (reviewer, self.person(tx, &organ, "head", &[Role::Head]).await?)
        } else {
            let both = self.person(tx, &organ, "head", &[Role::Reviewer, Role::Head]).await?;
            (both.clone(), both)
        };
        let leader = if with_leader { Some(self.person(tx, &organ, "leader", &[Role::Leader]).await?) } else { None };
        Ok(Staffed { organ, clerk, reviewer, head, leader })
    }

    async fn person(&mut self, tx: &mut Tx, organ: &Organ, what: &str, roles: &[Role]) -> Result<Person, Refusal> {
        let login = format!("{}.{what}", organ.code.to_lowercase());
        self.named += 1;
        let new = NewPerson {
            login: login.clone(),
            name: texts::staff_name(self.named),
            roles: roles.to_vec(),
            password_hash: self.hash.clone(),
            must_change: false,
        };
        self.accounts.push(DemoAccount {
            login,
            password: PASSWORD.to_owned(),
            roles: roles.iter().map(|role| role.code()).collect(),
            organ: organ.name.clone(),
        });
        add_person(tx, &self.office, &Actor::System, organ.id, new).await
    }
}
