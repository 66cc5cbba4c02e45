//! What invented applicants ask for, as it suits the organ asked and the letter that will answer.

use super::chance::Chance;
use gongkai_rules::letters::LetterKind;

/// Places of the district.
const PLACES: [&str; 20] = [
    "望江社区",
    "临江苑小区",
    "青石桥片区",
    "柳荫社区",
    "东湖里小区",
    "新桥社区",
    "北门老街",
    "梅园小区",
    "石塔巷",
    "滨江路南段",
    "解放路",
    "建设路二期",
    "人民路",
    "文化路西段",
    "丰收里社区",
    "朝阳里小区",
    "水巷口",
    "南苑社区",
    "槐树湾片区",
    "长堤路",
];

/// Asked of a sub-district.
const SUBDISTRICT: [&str; 18] = [
    "{p}老旧小区改造资金拨付明细",
    "{p}加装电梯意见征询结果和补贴发放情况",
    "{p}房屋征收补偿方案",
    "{p}网格员招聘计划和成绩排名",
    "{p}垃圾分类设施采购合同",
    "{p}临时救助对象审批情况",
    "{p}居民委员会换届选举结果备案材料",
    "{p}道路停车泊位设置和收费依据",
    "{p}违法建设处置情况",
    "{p}雨污分流改造工程验收材料",
    "{p}公共收益收支公示材料",
    "{p}物业企业备案和考核结果",
    "{p}养老服务站建设和运营补贴依据",
    "{p}消防通道整治工作方案",
    "街道办公用房维修合同和验收材料",
    "街道公务用车运行维护费用",
    "街道综合行政执法队人员编制和职责",
    "街道本级部门预算和决算",
];
/// Asked of the government.
const GOVERNMENT: [&str; 14] = [
    "{p}国有土地上房屋征收决定及补偿方案",
    "{p}城市更新项目批复文件",
    "区政府常务会议关于{p}停车设施建设的决定事项",
    "{p}土地征收成片开发方案",
    "{p}棚户区改造安置房分配方案",
    "区级重大行政决策事项目录",
    "区政府投资项目年度计划和执行情况",
    "{p}历史文化街区保护规划",
    "区级机关权责清单",
    "行政区划调整有关请示和批复",
    "区政府与{p}开发单位签订的合作协议",
    "招商引资项目扶持资金兑现情况",
    "突发环境事件应急预案",
    "{p}人行天桥建设项目批复",
];
/// Asked of the finance bureau.
const FINANCE: [&str; 8] = [
    "政府采购供应商投诉处理决定",
    "{p}改造项目财政评审报告",
    "行政事业性收费目录和标准",
    "区级预算调整方案",
    "地方政府债券资金使用情况",
    "惠企补贴资金发放名单",
    "国有资产处置批复",
    "{p}项目绩效评价结果",
];
/// Asked of the housing bureau.
const HOUSING: [&str; 12] = [
    "{p}项目建设工程施工许可证及申请材料",
    "{p}建设工程竣工验收备案表",
    "{p}住宅专项维修资金使用明细",
    "{p}物业服务合同备案材料",
    "公共租赁住房配租名单和轮候情况",
    "{p}房屋安全鉴定报告",
    "{p}商品房预售许可和预售资金监管账户",
    "夜间施工许可审批材料",
    "{p}老旧小区改造工程设计变更文件",
    "{p}既有住宅加装电梯审批材料",
    "房地产经纪机构备案名录",
    "{p}燃气管道更新改造项目招标文件",
];
/// Asked of the education bureau.
const EDUCATION: [&str; 8] = [
    "{p}小学学区划分依据和会议纪要",
    "义务教育学校招生计划和录取结果统计",
    "民办幼儿园年检结论",
    "校外培训机构审批和年检结果",
    "{p}配套学校建设移交协议",
    "学校食堂大宗食材采购合同",
    "教师招聘成绩和拟聘名单",
    "课后服务经费使用情况",
];
/// Asked of the civil-affairs bureau.
const CIVIL: [&str; 8] = [
    "最低生活保障对象增减情况",
    "{p}养老服务中心运营补贴发放依据",
    "殡葬服务收费标准文件",
    "社会组织年度检查结果",
    "{p}社区用房移交情况",
    "慈善组织公开募捐备案材料",
    "儿童福利机构检查结果",
    "{p}地名命名批复",
];
/// Asked of the natural-resources bureau.
const RESOURCES: [&str; 8] = [
    "{p}地块国有土地使用权出让合同",
    "{p}建设用地规划许可证及附图",
    "{p}征地补偿安置公告和听证材料",
    "{p}建设工程规划条件",
    "{p}不动产权属调查成果",
    "{p}地质灾害隐患点名录",
    "{p}集体土地征收批文",
    "{p}控制性详细规划调整批复",
];
/// Asked of the health commission.
const HEALTH: [&str; 8] = [
    "{p}社区卫生服务中心人员编制和财政补助",
    "医疗机构校验结果",
    "职业病危害项目申报统计",
    "托育机构备案名单",
    "{p}二次供水卫生监督检测结果",
    "公共场所卫生监督抽检结果",
    "疫苗接种异常反应补偿政策文件",
    "家庭医生签约服务经费使用情况",
];

fn of_organ(code: &str) -> &'static [&'static str] {
    match code {
        "LJ" => &GOVERNMENT,
        "CZ" => &FINANCE,
        "ZJ" => &HOUSING,
        "JY" => &EDUCATION,
        "MZ" => &CIVIL,
        "ZR" => &RESOURCES,
        "WJK" => &HEALTH,
        _ => &SUBDISTRICT,
    }
}

/// What only certain answers fit.
fn of_letter(letter: LetterKind) -> &'static [&'static str] {
    match letter {
        LetterKind::StateSecret => &["人民防空工程分布和防护等级资料", "军事设施周边建设控制要求的函件"],
        LetterKind::ForbiddenByLaw => &["经济普查中{p}个体经营户的调查表", "统计调查对象报送的原始报表"],
        LetterKind::EndangersSecurity => &["供水加压站安全防护布置图", "{p}视频监控点位分布图"],
        LetterKind::ThirdPartyRights => &["{p}改造项目中标单位的投标文件", "{p}项目供应商报价明细"],
        LetterKind::InternalAffairs => &["公务用车派车登记", "办公区值班安排和内部通讯录"],
        LetterKind::ProcessInformation => &["{p}停车收费方案讨论稿和修改意见", "{p}改造方案征求意见过程中的部门复函"],
        LetterKind::EnforcementFile => &["{p}违法建设查处案卷", "{p}油烟扰民投诉案件的调查材料"],
        LetterKind::AdministrativeInquiry => &["{p}房屋的不动产登记资料", "{p}商铺业主的登记信息"],
        LetterKind::WouldNeedMaking => &["近五年{p}各项补贴的逐户汇总表", "历年{p}改造项目单位面积造价对比分析"],
        LetterKind::PetitionOrComplaint => &["要求查处{p}夜间施工噪声扰民", "要求处理{p}物业乱收费并答复"],
        LetterKind::PublicPublication => &["《临江区年鉴》全文", "《云溪市统计年鉴》中临江区部分"],
        LetterKind::ConfirmOrReissue => &["要求确认此前答复内容属实并加盖印章", "要求重新出具已领取的批复复印件"],
        LetterKind::OtherHandling => &["咨询{p}加装电梯的申请流程", "咨询居住证办理需要的材料"],
        LetterKind::ExcessiveWithoutReason => &["历年全部会议纪要和收发文登记", "自2015年以来全部采购合同"],
        LetterKind::StillUnclear | LetterKind::NotClarifiedInTime => &["有关{p}的所有文件", "{p}改造的相关材料"],
        LetterKind::OtherOrgan => &["{p}派出所警情统计", "{p}公交线路调整方案", "{p}供暖收费标准调整依据"],
        _ => &[],
    }
}

/// A subject of information.
pub fn subject(chance: &mut Chance, organ: &str, letter: LetterKind, year: i16) -> String {
    let own = of_letter(letter);
    let wording = chance.pick(if own.is_empty() { of_organ(organ) } else { own }).unwrap_or("部门预算执行情况");
    let place = chance.pick(&PLACES).unwrap_or("望江社区");
    let text = wording.replace("{p}", place);
    // A wish or a running state has no year; nor has what names its own.
    let dated = !(text.starts_with("要求")
        || text.starts_with("咨询")
        || text.starts_with('《')
        || text.starts_with("近五年")
        || text.starts_with("历年")
        || text.starts_with("有关")
        || text.contains("20"));
    if dated { format!("{year}年{text}") } else { text }
}
