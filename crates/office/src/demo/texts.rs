//! Invented names and subjects.

use super::chance::Chance;

const SURNAMES: [&str; 24] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马",
    "罗", "梁", "宋", "郑", "谢",
];
const GIVEN: [&str; 24] = [
    "建国", "丽敏", "志远", "秀英", "海涛", "晓燕", "文斌", "桂兰", "俊杰", "雪梅", "国强", "婷", "永康", "玉珍",
    "浩然", "敏", "立新", "春华", "思远", "慧", "长江", "红梅", "明辉", "静怡",
];

/// The name of the n-th member of staff.
pub fn staff_name(n: usize) -> String {
    let surname = SURNAMES.get((n * 5) % SURNAMES.len()).unwrap_or(&"王");
    let given = GIVEN.get((n * 7 + 3) % GIVEN.len()).unwrap_or(&"敏");
    format!("{surname}{given}")
}

/// A person's name by chance.
pub fn person_name(chance: &mut Chance) -> String {
    format!("{}{}", chance.pick(&SURNAMES).unwrap_or("王"), chance.pick(&GIVEN).unwrap_or("敏"))
}

/// A street and number for an organ.
pub fn street(code: &str) -> String {
    let streets = ["人民路", "解放路", "滨江路", "中山路", "建设路", "文化路"];
    let sum: usize = code.bytes().map(usize::from).sum();
    format!("{}{}", streets.get(sum % streets.len()).unwrap_or(&"人民路"), sum % 190 + 1)
}

/// An identity number with a right check digit that belongs to nobody: area code 999999 does not exist.
pub fn identity_number(chance: &mut Chance) -> String {
    let year = chance.between(1950, 2003);
    let digits =
        format!("999999{year}{:02}{:02}{:03}", chance.between(1, 12), chance.between(1, 28), chance.below(1000));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = b"10X98765432".get((sum % 11) as usize).copied().unwrap_or(b'0');
    format!("{digits}{}", char::from(check))
}

/// A mobile number in a range that is not given out (1990 …).
pub fn phone(chance: &mut Chance) -> String {
    format!("1990{:07}", chance.below(10_000_000))
}

/// Organisations by kind: name and the word of its head.
pub const COMPANIES: [&str; 6] = [
    "临江明远建设工程有限公司",
    "云溪宏达物业服务有限公司",
    "云溪安信环保科技有限公司",
    "临江百味餐饮管理有限公司",
    "云溪众联数据技术有限公司",
    "临江锦程运输有限公司",
];
/// Research institutes.
pub const INSTITUTES: [&str; 2] = ["云溪大学公共管理学院", "云溪城市发展研究院"];
/// Public-interest organisations.
pub const SOCIETIES: [&str; 2] = ["云溪市绿色江河促进会", "临江区社区服务志愿者协会"];
/// Law firms.
pub const FIRMS: [&str; 2] = ["云溪正平律师事务所", "云溪衡言律师事务所"];
/// Others.
pub const OTHERS: [&str; 2] = ["临江区望江苑业主委员会", "云溪晚报社"];

const SUBJECTS: [&str; 30] = [
    "滨江路老旧小区改造项目资金拨付明细",
    "青石桥片区房屋征收补偿方案及评估报告",
    "冬季清洁取暖补贴发放名单和标准",
    "街道办公用房维修合同和验收材料",
    "社区网格员招聘计划和成绩排名",
    "公务用车运行维护费用明细",
    "加装电梯财政补贴政策和申报流程",
    "临时救助对象审批情况统计",
    "农贸市场升级改造招标文件",
    "垃圾分类设施采购合同",
    "河道清淤工程施工许可和环评批复",
    "违法建设处置决定书目录",
    "学校周边停车场规划审批文件",
    "小学学区划分依据和会议记录",
    "城市低保对象增减情况",
    "养老服务中心运营补贴发放依据",
    "棚户区改造安置房分配方案",
    "污水管网改造项目可行性研究报告",
    "政府采购供应商投诉处理决定",
    "国有土地使用权出让合同",
    "道路占用审批和收费依据",
    "公租房配租名单和轮候情况",
    "夜间施工许可审批材料",
    "民办幼儿园年检结论",
    "社区卫生服务中心人员编制",
    "疫苗接种异常反应处理情况说明",
    "殡葬服务收费标准文件",
    "人行天桥建设项目批复",
    "广告牌匾整治工作方案",
    "社区居委会换届选举结果备案",
];

/// A subject of information with its year.
pub fn subject(chance: &mut Chance, year: i16) -> String {
    format!("{year}年{}", chance.pick(&SUBJECTS).unwrap_or("财政预算执行情况"))
}

/// The guide of an organ, in plain words.
pub fn guide(organ: &str) -> String {
    format!(
        "{organ}主动公开机构职能、办事指南、财政预算决算、规范性文件和民生服务信息。\n\n\
         没有查到的，可以申请公开。当面提交或者邮寄都可以，也可以在本网站填写申请。申请要写明姓名或者名称、身份证明、联系方式，\
         需要的信息的名称、文号或者其他便于查找的描述，以及希望怎样取得。\n\n\
         收到申请之日起 20 个工作日内答复；需要延长的，最多延长 20 个工作日，并会告知申请人。提供政府信息不收检索、复制、邮寄等费用。"
    )
}
