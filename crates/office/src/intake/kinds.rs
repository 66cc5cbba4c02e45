//! Kinds of applicants as the form names them: the column of section three of the annual report.

use gongkai_rules::outcomes::ApplicantKind;

/// Every kind, in the order of the official form.
pub const KINDS: [ApplicantKind; 6] = [
    ApplicantKind::NaturalPerson,
    ApplicantKind::Company,
    ApplicantKind::ResearchInstitute,
    ApplicantKind::PublicInterestOrganisation,
    ApplicantKind::LegalServiceFirm,
    ApplicantKind::OtherOrganisation,
];

/// The name used in forms and in the database.
pub fn kind_code(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::NaturalPerson => "natural_person",
        ApplicantKind::Company => "company",
        ApplicantKind::ResearchInstitute => "research_institute",
        ApplicantKind::PublicInterestOrganisation => "public_interest_organisation",
        ApplicantKind::LegalServiceFirm => "legal_service_firm",
        ApplicantKind::OtherOrganisation => "other_organisation",
    }
}

/// The kind of a code, if there is one.
pub fn kind_from(code: &str) -> Option<ApplicantKind> {
    KINDS.into_iter().find(|kind| kind_code(*kind) == code)
}

/// The Chinese name of the column.
pub fn kind_label(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::NaturalPerson => "自然人",
        ApplicantKind::Company => "商业企业",
        ApplicantKind::ResearchInstitute => "科研机构",
        ApplicantKind::PublicInterestOrganisation => "社会公益组织",
        ApplicantKind::LegalServiceFirm => "法律服务机构",
        ApplicantKind::OtherOrganisation => "其他组织",
    }
}

/// Who belongs there, for the person who chooses.
pub fn kind_hint(kind: ApplicantKind) -> &'static str {
    match kind {
        ApplicantKind::NaturalPerson => "为自己申请的个人，律师、职工以自己名义申请的也选这一项",
        ApplicantKind::Company => "公司、合伙企业、农民专业合作社、以字号申请的个体工商户",
        ApplicantKind::ResearchInstitute => "高等学校、研究院所、智库",
        ApplicantKind::PublicInterestOrganisation => "社会团体、基金会、公益性的民办非企业单位",
        ApplicantKind::LegalServiceFirm => "以本所名义申请的律师事务所、公证处、法律服务所、司法鉴定机构",
        ApplicantKind::OtherOrganisation => "机关、事业单位、村委会、居委会、业主委员会等",
    }
}
