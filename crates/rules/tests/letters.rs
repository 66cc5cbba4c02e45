//! Letters: what each must say and must not say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

mod letters_samples;

use gongkai_rules::letters::{
    Addressee, FieldKind, FieldValue, Fields, Letter, LetterFacts, LetterKind, LetterProblem, Letterhead, MatterReply,
    Opening, OrganSettings, Required, RowContent, Setting, Signatory, WithheldPart, compose, kind_for,
};
use gongkai_rules::outcomes::{Condition, Outcome, ProposalFacts};
use jiff::civil::date;
use letters_samples::{facts, fields, letter, organ, several_matters};

fn outcome_kinds() -> impl Iterator<Item = LetterKind> {
    LetterKind::ALL.iter().copied().filter(|kind| kind.is_outcome())
}

/// Facts fit for a letter of the kind: one that hides the applicant goes to somebody else.
fn facts_for(kind: LetterKind) -> LetterFacts {
    let mut facts = facts();
    if kind.hides_applicant() {
        facts.addressee = Addressee::organisation("洛城市宏远电梯工程有限公司");
    }
    facts.attachments = letters_samples::attachments(kind);
    facts
}

fn problems(kind: LetterKind, facts: &LetterFacts, fields: &Fields, organ: &OrganSettings) -> Vec<LetterProblem> {
    compose(kind, facts, fields, organ).err().unwrap_or_default()
}

fn without(fields: &Fields, name: &str) -> Fields {
    let rest = fields.to_form().into_iter().filter(|(key, _)| key != name && !key.starts_with(&format!("{name}.")));
    let mut kept = Fields::new();
    for (key, _) in rest {
        let key = key.split('.').next().unwrap_or_default().to_owned();
        if let Some(value) = fields.get(&key) {
            kept.set(&key, value.clone());
        }
    }
    kept
}

// ---- what every letter says ----

#[test]
fn every_kind_can_be_issued_and_leaves_no_place_open() {
    for &kind in LetterKind::ALL {
        let letter = letter(kind);
        let text = letter.plain_text();
        assert!(!text.contains(['{', '}', '[', ']', '|']), "{kind:?}: {text}");
        assert!(!text.contains("。。") && !text.contains("。；") && !text.contains("，。"), "{kind:?}: {text}");
        assert!(text.contains(kind.title()), "{kind:?}");
        assert!(text.contains("0379-5555 0100"), "{kind:?} tells no telephone");
        if !kind.is_record() {
            assert!(letter.addressee.is_some(), "{kind:?}");
        }
    }
}

#[test]
fn a_reply_says_who_asked_for_what_and_when_it_was_received() {
    for kind in outcome_kinds().filter(|kind| kind.model().opening == Opening::Full) {
        let text = letter(kind).plain_text();
        for said in
            ["欧阳思源", "XG-2026-0038", "2026年2月27日以网络方式提交", "2026年3月2日收到", "“2025年老旧小区加装电梯"]
        {
            assert!(text.contains(said), "{kind:?} does not say {said}");
        }
    }
}

#[test]
fn what_happened_on_the_way_is_told() {
    let mut facts = facts();
    let plain = compose(LetterKind::Disclosed, &facts, &fields(LetterKind::Disclosed), &organ()).unwrap().plain_text();
    assert!(!plain.contains("补正材料") && !plain.contains("延长") && !plain.contains("征求了有关方面"));
    facts.clarified_on = Some(date(2026, 3, 5));
    facts.extended = Some(gongkai_rules::letters::Extended { told_on: date(2026, 3, 10), due_on: date(2026, 4, 28) });
    facts.consulted = Some(gongkai_rules::letters::Consulted { from: date(2026, 3, 6), to: date(2026, 3, 12) });
    facts.due_on = Some(date(2026, 4, 28));
    let told = compose(LetterKind::Disclosed, &facts, &fields(LetterKind::Disclosed), &organ()).unwrap().plain_text();
    assert!(told.contains("您于2026年3月5日提交补正材料"));
    assert!(told.contains("答复期限已延长至2026年4月28日，并于2026年3月10日告知您"));
    assert!(told.contains("2026年3月6日至2026年3月12日的时间依法不计入答复期限"));
}

#[test]
fn the_regulation_is_written_out_at_its_first_mention_only() {
    for &kind in LetterKind::ALL {
        let text = letter(kind).plain_text();
        let in_full = text.matches("《中华人民共和国政府信息公开条例》").count();
        let short = text.match_indices("《条例》").map(|(at, _)| at).collect::<Vec<_>>();
        assert!(in_full <= 1, "{kind:?}");
        if let Some(&first) = short.first() {
            let introduced = text.find("（以下简称《条例》）").unwrap_or_else(|| panic!("{kind:?}: {text}"));
            assert_eq!(first, introduced + "（以下简称".len(), "{kind:?}");
        }
    }
}

#[test]
fn persons_organisations_and_joint_applicants_are_spoken_to_as_they_are() {
    let say = |addressee: Addressee| {
        let facts = LetterFacts { addressee, ..facts() };
        compose(LetterKind::ExtensionNotice, &facts, &fields(LetterKind::ExtensionNotice), &organ()).unwrap()
    };
    assert!(say(Addressee::person("马䶮")).plain_text().contains("马䶮：\n您于"));
    assert!(say(Addressee::organisation("洛城市老年协会")).plain_text().contains("贵单位于"));
    let mut joint = Addressee::person("李一");
    joint.names.push("王二".to_owned());
    let letter = say(joint);
    assert_eq!(letter.addressee.as_deref(), Some("李一、王二"));
    assert!(letter.plain_text().contains("各位申请人于"));
}

#[test]
fn a_quotation_inside_the_quoted_request_takes_single_marks() {
    let mut facts = facts();
    facts.request_text = "关于“一户一策”和\"电梯\"的材料。".to_owned();
    let text = compose(LetterKind::Disclosed, &facts, &fields(LetterKind::Disclosed), &organ()).unwrap().plain_text();
    assert!(text.contains("“关于‘一户一策’和‘电梯’的材料”。"), "{text}");
}

#[test]
fn the_extension_is_signed_by_the_head_and_nobody_may_change_that() {
    let fixed: Vec<_> = LetterKind::ALL.iter().filter(|kind| kind.signatory_is_fixed()).collect();
    assert_eq!(fixed, [&LetterKind::ExtensionNotice]);
    assert_eq!(LetterKind::ExtensionNotice.signatory(), Signatory::Head);
    assert_eq!(LetterKind::Disclosed.signatory(), Signatory::Leader);
}

// ---- what must not be missing ----

#[test]
fn every_required_field_that_is_missing_is_told_by_its_label() {
    for &kind in LetterKind::ALL {
        let complete = fields(kind);
        for field in kind.model().fields.iter().filter(|field| field.is_required(&complete)) {
            let found = problems(kind, &facts_for(kind), &without(&complete, field.name), &organ());
            let told = found.iter().any(|problem| {
                matches!(problem, LetterProblem::FieldMissing { field: missing, .. } if *missing == field.name)
            });
            assert!(told, "{kind:?}.{} may be left out: {found:?}", field.name);
            let message = found.iter().map(LetterProblem::message).collect::<String>();
            assert!(message.contains(field.label), "{message}");
        }
    }
}

#[test]
fn a_field_that_a_choice_asks_for_is_required_only_then() {
    let silent = fields(LetterKind::ThirdPartyRights).with_text("position", "silent");
    let silent = without(&silent, "responded_on");
    assert_eq!(problems(LetterKind::ThirdPartyRights, &facts(), &silent, &organ()), []);
    let refused = silent.with_text("position", "refused");
    assert!(!problems(LetterKind::ThirdPartyRights, &facts(), &refused, &organ()).is_empty());
}

#[test]
fn all_variants_of_a_choice_can_be_issued() {
    for &kind in LetterKind::ALL {
        for field in kind.model().fields {
            let FieldKind::Choice(choices) = field.kind else { continue };
            for (value, _) in choices {
                let chosen = fields(kind).with_text(field.name, value);
                let found = problems(kind, &facts_for(kind), &chosen, &organ());
                assert_eq!(found, [], "{kind:?}.{}={value}", field.name);
            }
        }
    }
}

#[test]
fn optional_fields_may_be_left_out() {
    for &kind in LetterKind::ALL {
        let mut given = fields(kind);
        for field in kind.model().fields.iter().filter(|field| field.required == Required::Optional) {
            let in_group = kind.model().one_of.iter().any(|(names, _)| names.contains(&field.name));
            if !in_group {
                given = without(&given, field.name);
            }
        }
        let letter = compose(kind, &facts_for(kind), &given, &organ());
        assert!(letter.is_ok(), "{kind:?}: {letter:?}");
        let text = letter.unwrap().plain_text();
        assert!(!text.contains("。。") && !text.contains("；。") && !text.contains("，。"), "{kind:?}: {text}");
    }
}

#[test]
fn the_organ_in_charge_is_named_or_it_is_said_what_was_searched() {
    let mut given = fields(LetterKind::OtherOrgan);
    for name in ["responsible_organ", "organ_address", "organ_phone", "organ_url", "checked"] {
        given = without(&given, name);
    }
    let found = problems(LetterKind::OtherOrgan, &facts(), &given, &organ());
    assert!(found.iter().any(|problem| problem.message().contains("不能确定的，写明已查询的范围")), "{found:?}");
    let searched = given.with_text("checked", "区政府各部门和各街道的机构职能");
    let text = compose(LetterKind::OtherOrgan, &facts(), &searched, &organ()).unwrap().plain_text();
    assert!(text.contains("不能确定负责公开该信息的机关，已查询的范围为区政府各部门"));
}

#[test]
fn a_reason_that_only_quotes_the_law_is_refused() {
    for bare in [
        "依据《中华人民共和国政府信息公开条例》第十四条的规定，不予公开。",
        "根据条例第十六条第二款，该信息属于不予公开的政府信息",
        "依法不公开",
    ] {
        let given = fields(LetterKind::ProcessInformation).with_text("reason", bare);
        let found = problems(LetterKind::ProcessInformation, &facts(), &given, &organ());
        assert!(
            matches!(found.as_slice(), [LetterProblem::ReasonTooBare { field: "reason", .. }]),
            "{bare}: {found:?}"
        );
    }
}

#[test]
fn a_place_left_open_is_refused() {
    for open in ["××街道2025年拨付表", "{information_title}", "____年拨付表", "XXX拨付表"] {
        let given = fields(LetterKind::Nonexistent).with_text("information_title", open);
        let found = problems(LetterKind::Nonexistent, &facts(), &given, &organ());
        assert!(
            found.iter().any(|problem| matches!(problem, LetterProblem::PlaceholderLeft { .. })),
            "{open}: {found:?}"
        );
    }
}

#[test]
fn a_setting_not_yet_entered_is_told_before_signing() {
    type Clear = fn(&mut OrganSettings);
    let needed: [(Clear, Setting); 5] = [
        (|organ| organ.full_name = None, Setting::FullName),
        (|organ| organ.phone = Some("  ".to_owned()), Setting::Phone),
        (|organ| organ.reconsideration_body = None, Setting::ReconsiderationBody),
        (|organ| organ.reconsideration_address = None, Setting::ReconsiderationAddress),
        (|organ| organ.court = None, Setting::Court),
    ];
    for (clear, setting) in needed {
        let mut organ = organ();
        clear(&mut organ);
        let found = problems(LetterKind::StateSecret, &facts(), &fields(LetterKind::StateSecret), &organ);
        assert_eq!(found, [LetterProblem::SettingMissing { setting }]);
        assert!(found[0].message().contains(setting.label()));
    }
    let no_tracking = OrganSettings { tracking_url: None, ..organ() };
    let found = problems(LetterKind::Receipt, &facts(), &fields(LetterKind::Receipt), &no_tracking);
    assert_eq!(found, [LetterProblem::SettingMissing { setting: Setting::TrackingUrl }]);
    // An extension opens no remedy: the court may still be missing.
    let no_court = OrganSettings { court: None, ..organ() };
    assert_eq!(problems(LetterKind::ExtensionNotice, &facts(), &fields(LetterKind::ExtensionNotice), &no_court), []);
}

#[test]
fn a_letter_delivered_online_names_the_online_way_to_reconsideration() {
    let organ = OrganSettings { reconsideration_url: None, ..organ() };
    let online = facts_for(LetterKind::Repeated);
    let found = problems(LetterKind::Repeated, &online, &fields(LetterKind::Repeated), &organ);
    assert_eq!(found, [LetterProblem::OnlineReconsiderationMissing]);
    let posted = LetterFacts { delivered_online: false, ..online };
    assert_eq!(problems(LetterKind::Repeated, &posted, &fields(LetterKind::Repeated), &organ), []);
}

#[test]
fn a_reply_waits_for_the_day_of_receipt() {
    let open = LetterFacts { received_on: None, due_on: None, ..facts() };
    let found = problems(LetterKind::Disclosed, &open, &fields(LetterKind::Disclosed), &organ());
    assert_eq!(found, [LetterProblem::ReceiptOpen]);
}

#[test]
fn the_receipt_of_an_unconfirmed_request_promises_no_day() {
    let confirmed = letter(LetterKind::Receipt).plain_text();
    assert!(confirmed.contains("以2026年3月2日为收到申请之日") && confirmed.contains("将在2026年3月30日前答复"));
    assert!(confirmed.contains("7KQ4 M29X"));
    let open = LetterFacts { received_on: None, due_on: None, ..facts() };
    let text = compose(LetterKind::Receipt, &open, &fields(LetterKind::Receipt), &organ()).unwrap().plain_text();
    assert!(text.contains("双方确认之日为收到申请之日") && !text.contains("前答复"), "{text}");
}

#[test]
fn neither_third_parties_nor_other_organs_learn_who_asked() {
    for &kind in LetterKind::ALL.iter().filter(|kind| kind.hides_applicant()) {
        assert!(!letter(kind).plain_text().contains("欧阳思源"), "{kind:?}");
        let telling = kind.model().fields.iter().find(|field| field.kind == FieldKind::ShortText).unwrap();
        let given = fields(kind).with_text(telling.name, "欧阳思源申请的拨付明细表");
        let found = problems(kind, &facts_for(kind), &given, &organ());
        assert!(found.contains(&LetterProblem::TellsApplicant), "{kind:?}: {found:?}");
    }
}

#[test]
fn the_day_of_signing_is_neither_in_the_future_nor_silently_late() {
    let kind = LetterKind::Disclosed;
    let tomorrow = LetterFacts { signed_on: Some(date(2026, 3, 17)), ..facts() };
    assert_eq!(problems(kind, &tomorrow, &fields(kind), &organ()), [LetterProblem::SignedInFuture]);
    let late = LetterFacts { due_on: Some(date(2026, 3, 13)), ..facts() };
    assert_eq!(problems(kind, &late, &fields(kind), &organ()), [LetterProblem::SignedLate]);
    let recorded = LetterFacts { overdue_recorded: true, ..late };
    assert_eq!(problems(kind, &recorded, &fields(kind), &organ()), []);
}

#[test]
fn an_extension_comes_before_the_limit_ends_and_is_of_1_to_20_working_days() {
    let kind = LetterKind::ExtensionNotice;
    let over = fields(kind).with_date("original_due_on", date(2026, 3, 13));
    assert_eq!(problems(kind, &facts(), &over, &organ()), [LetterProblem::ExtensionTooLate]);
    for days in [0, 21] {
        let given = fields(kind).with_number("extension_days", days);
        assert_eq!(problems(kind, &facts(), &given, &organ()), [LetterProblem::ExtensionDays]);
    }
    for days in [1, 20] {
        let given = fields(kind).with_number("extension_days", days);
        assert_eq!(problems(kind, &facts(), &given, &organ()), []);
    }
}

// ---- remedies ----

/// What marks each paragraph of the sheet (4.3); a letter holds its own marks and none of the others.
fn remedy_marks(letter: &Letter) -> (bool, bool, bool) {
    let text = letter.remedies.clone().unwrap_or_default();
    (text.contains("应当先自收到"), text.contains("也可以自收到"), text.contains("不予公开的部分不服的"))
}

#[test]
fn every_outcome_carries_exactly_the_paragraph_the_table_names() {
    use LetterKind as K;
    for kind in outcome_kinds() {
        let letter = letter(kind);
        let (first, choice, partly) = remedy_marks(&letter);
        match kind {
            K::StateSecret
            | K::ForbiddenByLaw
            | K::EndangersSecurity
            | K::ThirdPartyRights
            | K::InternalAffairs
            | K::ProcessInformation
            | K::EnforcementFile => {
                // A refusal under Articles 14 to 16 that also offers a direct suit would cost the applicant the remedy.
                assert!(first && !choice && !partly, "{kind:?}: {:?}", letter.remedies);
                assert!(letter.remedies.unwrap().contains("第二十三条第一款第四项"));
            }
            K::PartlyDisclosed => assert!(first && choice && partly, "{:?}", letter.remedies),
            K::Withdrawn => assert_eq!(letter.remedies, None),
            _ => assert!(!first && choice && !partly, "{kind:?}: {:?}", letter.remedies),
        }
    }
}

#[test]
fn a_step_letter_opens_no_remedy() {
    for &kind in LetterKind::ALL.iter().filter(|kind| !kind.is_outcome()) {
        let letter = letter(kind);
        match kind {
            LetterKind::ThirdPartyDecisionNotice => {
                let text = letter.remedies.unwrap();
                assert!(text.contains("如不服本决定") && text.contains("也可以自收到"), "{text}");
            }
            LetterKind::FeeNotice => {
                let text = letter.remedies.unwrap();
                assert!(text.contains("本通知不单独申请行政复议") && !text.contains("人民法院"), "{text}");
            }
            _ => assert_eq!(letter.remedies, None, "{kind:?}"),
        }
    }
}

#[test]
fn the_paragraph_is_filled_from_the_settings_of_the_organ() {
    let remedies = letter(LetterKind::StateSecret).remedies.unwrap();
    for said in [
        "洛城市西工区人民政府",
        "西工区体育场路1号",
        "0379-5555 0200",
        "https://fuyi.example",
        "洛城铁路运输法院",
        "60日",
        "15日",
    ] {
        assert!(remedies.contains(said), "{said}: {remedies}");
    }
    assert!(letter(LetterKind::Disclosed).remedies.unwrap().contains("6个月"));
}

#[test]
fn an_authority_may_insist_on_reconsideration_first_for_inquiries() {
    let organ = OrganSettings { inquiry_reconsideration_first: true, ..organ() };
    let kind = LetterKind::AdministrativeInquiry;
    let letter = compose(kind, &facts(), &fields(kind), &organ).unwrap();
    assert_eq!(remedy_marks(&letter), (true, false, false));
}

#[test]
fn a_partial_reply_whose_parts_rest_outside_articles_14_to_16_leaves_the_choice() {
    let part = WithheldPart {
        part: "附表二的不动产登记摘录".to_owned(),
        ground: Outcome::AdministrativeInquiry,
        reason: "登记资料按不动产登记的专门规定查询，本机关没有查询权限".to_owned(),
    };
    let given = fields(LetterKind::PartlyDisclosed).with("withheld_parts", FieldValue::Parts(vec![part]));
    let letter = compose(LetterKind::PartlyDisclosed, &facts(), &given, &organ()).unwrap();
    assert_eq!(remedy_marks(&letter), (false, true, false));
}

// ---- parts and matters ----

#[test]
fn every_withheld_part_has_a_place_a_ground_and_a_reason() {
    let text = letter(LetterKind::PartlyDisclosed).plain_text();
    assert!(
        text.contains("（1）拨付明细表第4列") && text.contains("依据《条例》第十五条、第三十二条，理由是"),
        "{text}"
    );
    assert!(text.contains("（2）第6页") && text.contains("依据《条例》第十六条第二款"), "{text}");
    let broken = |part: &str, ground, reason: &str| {
        let part = WithheldPart { part: part.to_owned(), ground, reason: reason.to_owned() };
        let given = fields(LetterKind::PartlyDisclosed).with("withheld_parts", FieldValue::Parts(vec![part]));
        problems(LetterKind::PartlyDisclosed, &facts(), &given, &organ())
    };
    let reason = "公开会使收款人的账户被他人掌握而遭受损失";
    assert!(matches!(broken("", Outcome::StateSecret, reason)[..], [LetterProblem::PartWithoutGround { .. }]));
    assert!(matches!(broken("第4列", Outcome::StateSecret, " ")[..], [LetterProblem::PartWithoutGround { .. }]));
    assert!(matches!(broken("第4列", Outcome::StateSecret, "依法不公开")[..], [LetterProblem::ReasonTooBare { .. }]));
    assert!(matches!(broken("第4列", Outcome::Repeated, reason)[..], [LetterProblem::GroundDoesNotFit { .. }]));
    let none = fields(LetterKind::PartlyDisclosed).with("withheld_parts", FieldValue::Parts(Vec::new()));
    assert!(!problems(LetterKind::PartlyDisclosed, &facts(), &none, &organ()).is_empty());
}

#[test]
fn one_letter_answers_several_matters_each_with_its_own_ground() {
    let letter = several_matters();
    let text = letter.plain_text();
    for said in ["一、关于“补助资金拨付明细”", "二、关于“2026年补助标准的讨论意见”", "三、关于“发放名单”"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(text.contains("第三十六条第二项") && text.contains("第十六条第二款") && text.contains("第三十六条第五项"));
    assert_eq!(text.matches("现答复如下").count(), 1);
    // Something given, something refused under Article 16, something else: both ways, each for its part.
    let remedies = letter.remedies.unwrap();
    assert!(remedies.contains("应当先自收到") && remedies.contains("对本答复的其他部分不服的"), "{remedies}");
}

fn reply(outcome: Outcome, letter: LetterKind) -> MatterReply {
    MatterReply { subject: format!("事项{letter:?}"), outcome, letter, fields: fields(letter) }
}

#[test]
fn the_letter_follows_the_one_row_of_the_request() {
    use LetterKind as K;
    let given = || reply(Outcome::Disclosed, K::Disclosed);
    let published = || reply(Outcome::Disclosed, K::AlreadyPublished);
    let secret = || reply(Outcome::StateSecret, K::StateSecret);
    let absent = || reply(Outcome::NotHeld, K::Nonexistent);
    assert_eq!(kind_for(&[given(), absent()], 0), Some(K::PartlyDisclosed));
    assert_eq!(kind_for(&[given(), published()], 0), Some(K::Disclosed));
    assert_eq!(kind_for(&[published()], 0), Some(K::AlreadyPublished));
    assert_eq!(kind_for(&[secret(), absent()], 1), Some(K::Nonexistent));
    assert_eq!(kind_for(&[], 0), None);

    let answer = |kind, matters| {
        let facts = LetterFacts { matters, ..facts() };
        problems(kind, &facts, &Fields::new(), &organ())
    };
    assert_eq!(
        answer(K::Disclosed, vec![given(), absent()]),
        [LetterProblem::KindDoesNotFit { kind: K::Disclosed, expected: Some(K::PartlyDisclosed) }]
    );
    assert_eq!(answer(K::StateSecret, vec![secret(), absent()]), []);
    assert_eq!(answer(K::Nonexistent, vec![secret(), absent()]), []);
    assert_eq!(
        answer(K::Repeated, vec![secret(), absent()]),
        [LetterProblem::KindDoesNotFit { kind: K::Repeated, expected: None }]
    );
}

#[test]
fn refusals_on_different_ways_are_told_both_ways() {
    let matters =
        vec![reply(Outcome::StateSecret, LetterKind::StateSecret), reply(Outcome::NotHeld, LetterKind::Nonexistent)];
    let facts = LetterFacts { matters, ..facts() };
    let letter = compose(LetterKind::StateSecret, &facts, &Fields::new(), &organ()).unwrap();
    let remedies = letter.remedies.unwrap();
    assert!(remedies.contains("应当先自收到") && remedies.contains("对本答复的其他部分不服的"), "{remedies}");
}

#[test]
fn a_wording_that_does_not_belong_to_the_outcome_is_refused() {
    let matters = vec![reply(Outcome::StateSecret, LetterKind::ProcessInformation)];
    let facts = LetterFacts { matters, ..facts() };
    let found = problems(LetterKind::ProcessInformation, &facts, &Fields::new(), &organ());
    assert!(matches!(found[..], [LetterProblem::LetterDoesNotFit { outcome: Outcome::StateSecret, .. }]), "{found:?}");
    assert!(found[0].message().contains("1.属于国家秘密"));
}

// ---- forms ----

#[test]
fn a_consultation_brings_its_reply_form_and_names_it_among_the_attachments() {
    for (kind, title) in [
        (LetterKind::ThirdPartyConsultation, "第三方意见回执"),
        (LetterKind::JointOrganConsultation, "意见回执"),
        (LetterKind::ClarificationNotice, "政府信息公开申请补正表"),
    ] {
        let letter = letter(kind);
        assert_eq!(letter.forms[0].title, title, "the form to fill in comes first");
        assert!(letter.attachments.iter().any(|name| name == title));
        assert!(letter.forms[0].rows.iter().any(|row| row.content == RowContent::LetterNumber));
    }
    let clarification = letter(LetterKind::ClarificationNotice);
    let labels: Vec<&str> = clarification.forms[0].rows.iter().map(|row| row.label.as_str()).collect();
    assert!(labels.contains(&"所需材料的名称或者内容") && labels.contains(&"年份"), "{labels:?}");
}

/// What a letter says goes with it does go with it: a page made with the letter, or a file of the case.
#[test]
fn every_attachment_that_is_named_exists() {
    for &kind in LetterKind::ALL {
        let letter = letter(kind);
        let files = letters_samples::attachments(kind);
        assert_eq!(letter.attachments.len(), letter.forms.len() + files.len(), "{kind:?}: {:?}", letter.attachments);
        for form in &letter.forms {
            assert!(letter.attachments.contains(&form.title), "{kind:?} does not name {}", form.title);
            assert!(!form.rows.is_empty());
        }
        let text = letter.plain_text();
        let promises = ["附后", "见附件", "附件清单", "所附回执"].iter().any(|words| text.contains(words));
        let on_site_or_given = matches!(kind, LetterKind::DeliveryReceipt);
        assert!(!promises || on_site_or_given || !letter.attachments.is_empty(), "{kind:?} promises what it has not");
    }
}

/// 第三十二条: the passage goes with the letter where the clerk has written it out.
#[test]
fn the_passage_goes_with_the_consultation_and_is_named_only_then() {
    let kind = LetterKind::ThirdPartyConsultation;
    let with = letter(kind);
    let excerpt = with.forms.iter().find(|form| form.title == "所涉内容摘录").expect("an excerpt");
    let said = |words: &str| excerpt.rows.iter().any(|row| row.content == RowContent::Text(words.to_owned()));
    assert!(said("电梯主机单价：人民币19.8万元/台") && said("2025年加装电梯补助资金拨付明细表"));
    let bare = compose(kind, &facts_for(kind), &without(&fields(kind), "excerpt"), &organ()).unwrap();
    assert_eq!(bare.attachments, ["第三方意见回执"]);
    let file = LetterFacts { attachments: vec!["报价明细第3页.pdf".to_owned()], ..facts_for(kind) };
    let filed = compose(kind, &file, &without(&fields(kind), "excerpt"), &organ()).unwrap();
    assert_eq!(filed.attachments, ["第三方意见回执", "报价明细第3页"], "a file is named without its ending");
}

/// 第四十二条: how the sum comes about, grade by grade.
#[test]
fn the_fee_notice_brings_its_calculation() {
    let notice = letter(LetterKind::FeeNotice);
    let table = notice.forms.iter().find(|form| form.title == "信息处理费计算表").expect("a table");
    let row = |label: &str| table.rows.iter().find(|row| row.label == label).map(|row| row.content.clone());
    assert_eq!(row("第11件至第30件"), Some(RowContent::Text("20件×100元=2000元".to_owned())));
    assert_eq!(row("合计"), Some(RowContent::Text("3000元".to_owned())));
    let given = without(&fields(LetterKind::FeeNotice), "calculation");
    assert!(!problems(LetterKind::FeeNotice, &facts(), &given, &organ()).is_empty(), "no notice without it");
}

/// 第三十五条: number and frequency are shown by the list of the requests.
#[test]
fn the_list_of_requests_goes_with_the_letters_that_rest_on_it() {
    for kind in [LetterKind::ReasonRequest, LetterKind::ExcessiveWithoutReason] {
        let letter = letter(kind);
        let list = letter.forms.iter().find(|form| form.title == "申请清单").expect("a list");
        assert_eq!(list.rows.len(), 2, "{kind:?}");
        let bare = without(&fields(kind), "request_list");
        let found = problems(kind, &facts_for(kind), &bare, &organ());
        assert!(found.iter().any(|problem| problem.message().contains("申请清单")), "{kind:?}: {found:?}");
    }
}

/// 第三十六条第六项: the earlier reply goes along, or the letter does not go.
#[test]
fn a_repeated_request_is_answered_with_a_copy_of_the_earlier_reply() {
    let kind = LetterKind::Repeated;
    let missing = problems(kind, &facts(), &fields(kind), &organ());
    assert_eq!(missing, [LetterProblem::EarlierReplyMissing]);
    assert_eq!(missing[0].field(), Some("earlier_letter_number"));
    assert_eq!(letter(kind).attachments, ["原答复副本（西工公开〔2026〕12号-答）"]);
}

/// 第二十九条、第三十条、第三十四条 to 第三十九条: each letter names the article it rests on. 其他 and 重新出具 rest on what the
/// clerk names; a withdrawal on the applicant's will.
#[test]
fn every_reply_names_an_article_its_outcome_rests_on() {
    for outcome in Outcome::ALL {
        for &kind in outcome.letters() {
            let text = letter(kind).plain_text();
            let named =
                outcome.articles().iter().any(|article| text.contains(article.split('第').nth(1).unwrap_or("")));
            let free = [LetterKind::Withdrawn, LetterKind::OtherHandling, LetterKind::ConfirmOrReissue].contains(&kind);
            assert!(named || free, "{kind:?} names none of {:?}: {text}", outcome.articles());
        }
    }
    for (kind, article) in [
        (LetterKind::OralRequestRecord, "第二十九条"),
        (LetterKind::StillUnclear, "第二十九条、第三十条"),
        (LetterKind::JointOrganConsultation, "第三十四条"),
        (LetterKind::ReasonRequest, "第三十五条"),
        (LetterKind::DelayNotice, "第三十五条"),
        (LetterKind::ExcessiveWithoutReason, "第三十五条"),
        (LetterKind::PartlyDisclosed, "第三十七条"),
        (LetterKind::WouldNeedMaking, "第三十八条"),
        (LetterKind::PetitionOrComplaint, "第三十九条第一款"),
        (LetterKind::PublicPublication, "第三十九条第二款"),
    ] {
        assert!(letter(kind).plain_text().contains(article), "{kind:?} lacks {article}");
    }
}

/// 第三十四条 and 第三十二条 give silence opposite meanings, and each letter says its own.
#[test]
fn each_consultation_says_what_silence_means() {
    let said = |kind, words: &str| letter(kind).plain_text().contains(words);
    assert!(said(LetterKind::JointOrganConsultation, "逾期未提出意见的，视为同意公开"));
    assert!(said(LetterKind::ThirdPartyConsultation, "逾期未提出意见的，本机关将依照《条例》规定决定是否公开"));
    assert!(said(LetterKind::OrganConsultation, "未收到回复不作为同意公开处理"));
    for kind in [LetterKind::JointOrganConsultation, LetterKind::ThirdPartyConsultation] {
        assert!(said(kind, "15个工作日内"), "{kind:?}");
    }
}

/// 第三十七条: each withheld part stands with its own ground and reason. 第三十八条: what exists nearby is named.
/// 第三十九条: a petition is shown its own way, a publication where it is to be read.
#[test]
fn partial_refused_and_redirected_replies_say_what_the_articles_ask() {
    let partly = letter(LetterKind::PartlyDisclosed).plain_text();
    for said in [
        "拨付明细表第4列的收款人身份证号码和银行账号，依据《条例》第十五条",
        "第6页关于2026年补助标准的讨论意见，依据《条例》第十六条第二款",
    ] {
        assert!(partly.contains(said), "{said}: {partly}");
    }
    let making = letter(LetterKind::WouldNeedMaking).plain_text();
    assert!(
        making.contains("逐户核对、按年度和社区汇总并重新制表") && making.contains("相近的现有信息：《2025年公务用车")
    );
    let petition = letter(LetterKind::PetitionOrComplaint).plain_text();
    assert!(petition.contains("西工区信访局") && petition.contains("不作为政府信息公开申请处理"));
    assert!(letter(LetterKind::PublicPublication).plain_text().contains("可到西工区图书馆二楼政府信息查阅处免费阅览"));
}

/// 第三十二条: content and reasons in writing, and the third party's own remedies.
#[test]
fn the_notice_to_a_third_party_gives_content_reasons_and_remedies() {
    let notice = letter(LetterKind::ThirdPartyDecisionNotice).plain_text();
    for said in [
        "第3页报价总额，不含分项单价",
        "公开的理由是：资金由财政支付",
        "如不服本决定",
        "6个月内直接向洛城铁路运输法院提起行政诉讼",
        "60日内向洛城市西工区人民政府申请行政复议",
    ] {
        assert!(notice.contains(said), "{said}: {notice}");
    }
    assert!(letter(LetterKind::ThirdPartyOutcomeNote).remedies.is_none(), "nothing is decided against it");
}

/// A record stays in the file: no telephone need be entered for it, no number is taken.
#[test]
fn records_need_no_telephone_and_bear_no_number() {
    let organ = OrganSettings { phone: None, ..organ() };
    for &kind in LetterKind::ALL.iter().filter(|kind| kind.is_record()) {
        assert_eq!(problems(kind, &facts_for(kind), &fields(kind), &organ), [], "{kind:?}");
        assert_eq!(letter(kind).number, None);
    }
}

#[test]
fn the_head_may_differ_by_kind_and_records_are_plain() {
    let mut organ = organ();
    organ.letterhead = Letterhead::Document;
    organ.letterheads.insert(LetterKind::Receipt, Letterhead::Plain);
    assert_eq!(organ.letterhead_of(LetterKind::Disclosed), Letterhead::Document);
    assert_eq!(organ.letterhead_of(LetterKind::Receipt), Letterhead::Plain);
    assert_eq!(organ.letterhead_of(LetterKind::DeliveryReceipt), Letterhead::Plain);
}

#[test]
fn signing_adds_number_and_day_and_changes_no_other_word() {
    let draft = LetterFacts { signed_on: None, letter_number: None, ..facts() };
    let draft = compose(LetterKind::Disclosed, &draft, &fields(LetterKind::Disclosed), &organ()).unwrap();
    let signed = draft.clone().signed(Some("西工公开〔2026〕38号-答".to_owned()), letters_samples::TODAY);
    let facts = LetterFacts { letter_number: signed.number.clone(), ..facts() };
    assert_eq!(signed, compose(LetterKind::Disclosed, &facts, &fields(LetterKind::Disclosed), &organ()).unwrap());
    assert_ne!(signed, draft);
}

#[test]
fn invisible_characters_that_turn_the_writing_are_taken_out() {
    let facts = LetterFacts { request_text: "拨付\u{202E}明细\u{2066}表\u{7}".to_owned(), ..facts() };
    let text = compose(LetterKind::Disclosed, &facts, &fields(LetterKind::Disclosed), &organ()).unwrap().plain_text();
    assert!(text.contains("“拨付明细表”"), "{text}");
}

#[test]
fn the_conditions_of_a_partial_reply_count_the_grounds_of_its_parts() {
    let partly = reply(Outcome::PartlyDisclosed, LetterKind::PartlyDisclosed);
    let nothing = ProposalFacts::default();
    assert_eq!(partly.unmet(&nothing), [Condition::ThirdPartyConsulted]);
    assert_eq!(partly.unmet(&ProposalFacts { third_party_consulted: true, ..nothing }), []);
}

#[test]
fn what_a_form_posts_comes_back_as_it_was() {
    for &kind in LetterKind::ALL {
        let given = fields(kind);
        let form = given.to_form();
        let (read, found) = Fields::from_form(kind, form.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert_eq!(found, [], "{kind:?}");
        assert_eq!(read, given, "{kind:?}");
    }
}

#[test]
fn a_value_that_cannot_be_read_is_told_beside_its_field() {
    let read = |kind, name, value| Fields::from_form(kind, [(name, value)]).1;
    let found = read(LetterKind::ExtensionNotice, "original_due_on", "2026-02-30");
    assert_eq!(found[0].field(), Some("original_due_on"));
    assert!(found[0].message().contains("2026-03-05"), "{}", found[0].message());
    assert!(read(LetterKind::Disclosed, "pages", "八")[0].message().contains("数字"));
    assert_eq!(read(LetterKind::Disclosed, "manner", "by_pigeon").len(), 1);
    assert_eq!(read(LetterKind::Disclosed, "unknown", "x"), []);
    let lost = read(LetterKind::PartlyDisclosed, "withheld_parts.0.part", "第4列");
    assert!(matches!(lost[..], [LetterProblem::PartWithoutGround { .. }]));
}

#[test]
fn the_mail_slip_names_what_was_posted() {
    assert_eq!(
        LetterKind::ClarificationNotice.slip_line("西工公开〔2026〕38号-补"),
        "政府信息公开补正告知书 西工公开〔2026〕38号-补"
    );
}
