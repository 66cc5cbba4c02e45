//! The request form.

use crate::support::{IDENTITY, Site, codes, person_fields};
use axum::http::StatusCode;

/// 第二十九条: the statutory fields, and no others.
#[tokio::test]
async fn every_mistake_stands_beside_its_field_and_everything_typed_is_still_there() {
    let site = Site::one().await;
    let mut resident = site.browser();
    let page = resident.post("/apply", &[("kind", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.message("kind"), "请选择一项");
    page.shows("有 1 处需要改一下").shows("第 1 步，共 5 步").shows("错误：");
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    let typed = [
        ("name", "张"),
        ("paper", "identity_card"),
        ("paper_number", "1101051949123100"),
        ("phone", ""),
        ("email", "zhang@example"),
        ("address", "唐宫西路12号院 3 号楼"),
    ];
    let page = resident.post("/apply/contact", &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("有 4 处需要改一下").shows("第 2 步，共 5 步");
    assert_eq!(page.message("name"), "至少写 2 个字");
    assert_eq!(page.message("paper_number"), "身份证号码少 2 位：应为 18 位，您填了 16 位");
    assert_eq!(page.message("phone"), "请填写联系电话，座机或手机都可以");
    assert_eq!(page.message("email"), "电子邮箱写得不完整，应像 name@example.com");
    for (name, value) in typed {
        assert_eq!(page.field(name), value, "{name}");
    }
    assert_eq!(page.headers.get("cache-control").unwrap(), "no-store");
    resident.passes("/apply/contact", &person_fields()).await;
    let page = resident
        .post("/apply/matters", &[("matter-1", "低保"), ("matter-2", "2025年的拨付明细"), ("act", "next")])
        .await;
    assert_eq!(page.message("matter-1"), "请写清楚要哪方面的信息，例如文件名称、文号、年份或地点");
    assert_eq!((page.field("matter-1"), page.field("matter-2")), ("低保".into(), "2025年的拨付明细".into()));
    resident.passes("/apply/matters", &[("matter-1", "低保发放名单"), ("act", "next")]).await;
    let page = resident.post("/apply/reply", &[("form_wanted", "other"), ("reply_way", "post")]).await;
    assert_eq!(page.message("form_other"), "请写明要哪种形式");
    assert_eq!(page.message("address"), "选择邮寄的，请填写能收到信的地址");
    assert_eq!((page.field("form_wanted"), page.field("reply_way")), ("other".into(), "post".into()));
    let typed =
        [("form_wanted", "other"), ("form_other", "光盘"), ("reply_way", "post"), ("address", "唐宫西路12号院")];
    resident.passes("/apply/reply", &typed).await;
    let check = resident.get("/apply/check").await;
    check.shows("光盘").shows("唐宫西路12号院").shows("买买提·艾力").shows("13812342046").shows("低保发放名单");
    assert_eq!(check.body.matches(">修改<").count(), check.body.matches("gk-rows__change").count() + 4);
}

#[tokio::test]
async fn a_wrong_check_digit_is_told_and_a_tick_lets_it_pass() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    let mut fields = person_fields();
    fields.retain(|(name, _)| *name != "paper_number");
    fields.push(("paper_number", "110105194912310021"));
    let page = resident.post("/apply/contact", &fields).await;
    assert_eq!(page.message("paper_number"), "身份证号码有一位不对，请对照证件再看一遍（最后一位可能是字母 X）");
    page.shows("已核对");
    fields.push(("checked", "110105194912310021"));
    resident.passes("/apply/contact", &fields).await;
}

/// 第二十七条: citizens, legal persons and other organisations may ask.
#[tokio::test]
async fn an_organisation_gives_code_representative_and_contact() {
    let site = Site::one().await;
    let mut office = site.browser();
    office.passes("/apply", &[("kind", "legal_service_firm")]).await;
    office.get("/apply/contact").await.shows("统一社会信用代码").shows("法定代表人或者负责人").shows("联系人");
    let typed = [
        ("name", "某律师事务所"),
        ("paper", "credit_code"),
        ("paper_number", "91350100M000100Y4"),
        ("phone", "0379-55550101"),
    ];
    let page = office.post("/apply/contact", &typed).await;
    assert_eq!(page.message("paper_number"), "统一社会信用代码少 1 位：应为 18 位，您填了 17 位");
    assert_eq!(page.message("representative"), "请填写法定代表人或者负责人");
    assert_eq!(page.message("contact"), "请填写联系人");
    let typed = [
        ("name", "某律师事务所"),
        ("paper", "credit_code"),
        ("paper_number", "91350100M000100Y43"),
        ("representative", "李四"),
        ("contact", "王五"),
        ("phone", "0379-55550101转8012"),
    ];
    office.passes("/apply/contact", &typed).await;
    office.passes("/apply/matters", &[("matter-1", "2025年执法检查计划"), ("act", "next")]).await;
    office.passes("/apply/reply", &[("form_wanted", "paper"), ("reply_way", "pick_up")]).await;
    office.get("/apply/check").await.shows("法律服务机构").shows("0379-55550101转8012").shows("当面领取");
}

/// A phone's photo has several megabytes, a scanned file ten: both are below what the form promises.
#[tokio::test]
async fn files_up_to_the_promised_size_are_taken() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    resident.passes("/apply/contact", &person_fields()).await;
    let typed = [("matter-1", "院落改造资金明细"), ("act", "upload")];
    for (name, head, megabytes) in [("院落照片.jpg", &b"\xff\xd8\xff"[..], 5), ("扫描件.pdf", b"%PDF-1.7", 18)] {
        let mut content = head.to_vec();
        content.resize(megabytes << 20, b' ');
        let page = resident.upload("/apply/matters", &typed, &[(name, &content)]).await;
        assert_eq!(page.to, "/apply/matters#files", "{}", page.text());
    }
    resident.get("/apply/matters").await.shows("院落照片.jpg").shows("扫描件.pdf");
}

#[tokio::test]
async fn files_are_stored_at_once_and_told_by_name_where_they_may_not() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    resident.passes("/apply/contact", &person_fields()).await;
    let typed = [("matter-1", "院"), ("act", "upload")];
    let files: [(&str, &[u8]); 2] = [("院落照片.jpg", b"\xff\xd8\xff photo"), ("清单.exe", b"MZ")];
    let page = resident.upload("/apply/matters", &typed, &files).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.message("files"), "“清单.exe”不能上传。可以上传：照片（JPG、PNG）、PDF、Word、Excel、OFD");
    assert_eq!(page.field("matter-1"), "院", "what was typed is kept although it is still too short");
    page.shows("院落照片.jpg（JPG，1 KB）");
    // The mistake in the text loses no file, and a file chosen without 上传 comes along.
    let files: [(&str, &[u8]); 1] = [("附件.pdf", b"%PDF-1.7")];
    let page = resident.upload("/apply/matters", &[("matter-1", "院"), ("act", "next")], &files).await;
    page.shows("院落照片.jpg").shows("附件.pdf");
    let remove = page.body.split("name=\"remove\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = resident.upload("/apply/matters", &[("matter-1", "院落改造资金明细"), ("remove", &remove)], &[]).await;
    assert_eq!(page.to, "/apply/matters#files");
    let page = resident.get("/apply/matters").await;
    page.lacks("院落照片.jpg").shows("附件.pdf");
    assert_eq!(page.field("matter-1"), "院落改造资金明细");
    let page = resident.upload("/apply/matters", &[("matter-1", "院落改造资金明细"), ("act", "add")], &[]).await;
    assert_eq!(page.to, "/apply/matters?more=1#matter-2");
    resident.get("/apply/matters?more=1").await.shows("第 2 项需要的信息");
    resident.passes("/apply/matters", &[("matter-1", "院落改造资金明细"), ("act", "next")]).await;
    resident.passes("/apply/reply", &[("form_wanted", "electronic"), ("reply_way", "site")]).await;
    let check = resident.get("/apply/check").await;
    resident.passes("/apply/check", &[("once", &check.field("once")), ("seen", &check.field("seen"))]).await;
    let progress = resident.get("/track/case").await;
    progress.shows("附件.pdf");
    let href = progress.body.split("href=\"/track/case/files/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let file = resident.get(&format!("/track/case/files/{href}")).await;
    assert_eq!(file.body, "%PDF-1.7");
    let disposition = file.headers.get("content-disposition").unwrap().to_str().unwrap();
    assert_eq!(disposition, "attachment; filename*=UTF-8''%E9%99%84%E4%BB%B6.pdf");
}

#[tokio::test]
async fn whatever_is_clicked_twice_makes_one_case() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.filled("2025年老旧小区改造资金拨付明细").await;
    let check = resident.get("/apply/check").await;
    check.shows("第 5 步，共 5 步");
    let body = [("once", check.field("once")), ("seen", check.field("seen"))];
    let body: Vec<(&str, &str)> = body.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (mut one, mut two) = (resident.clone(), resident.clone());
    let (first, second) = tokio::join!(one.post("/apply/check", &body), two.post("/apply/check", &body));
    assert_eq!((first.to.as_str(), second.to.as_str()), ("/apply/done", "/apply/done"));
    let again = resident.post("/apply/check", &body).await;
    assert_eq!(again.to, "/apply/done");
    assert_eq!(site.cases().await, ["XG-2026-0001"]);
    let done = resident.get("/apply/done").await;
    let (number, code) = codes(&done);
    assert_eq!((number.as_str(), code.len()), ("XG-2026-0001", 9));
    done.shows("我们会打电话与您核对；核对的那天起算 20 个工作日").lacks("我们会通知");
    // Both answers of the double click show the same receipt.
    assert_eq!(codes(&one.get("/apply/done").await), (number, code));
}

#[tokio::test]
async fn gone_back_and_changed_it_is_not_sent_again() {
    let site = Site::one().await;
    let mut resident = site.browser();
    let (number, _) = resident.applied("2025年老旧小区改造资金拨付明细").await;
    let told = format!("这份申请已经提交（编号 {number}）");
    let page = resident.post("/apply/matters", &[("matter-1", "2024年的也要"), ("act", "next")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(&told);
    assert_eq!(page.field("matter-1"), "2024年的也要");
    let page = resident.post("/apply/check", &[("once", "x"), ("seen", "another")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(&told).shows("2025年老旧小区改造资金拨付明细");
    assert_eq!(site.cases().await.len(), 1);
    // What was typed can go into another request, under a key of its own.
    let mut other = resident.clone();
    let page = other.passes("/apply/matters", &[("matter-1", "2024年的也要"), ("anew", "1")]).await;
    assert_eq!(page.to, "/apply/check");
    let check = other.get("/apply/check").await;
    check.shows("2024年的也要").lacks("已经提交");
    assert!(site.cases().await.len() == 1);
    // Another request is written anew, and the first keeps its number.
    resident.get("/apply").await.shows("上一份申请已经提交");
    let (second, _) = resident.applied("2024年老旧小区改造资金拨付明细").await;
    assert_eq!(second, "XG-2026-0002");
}

#[tokio::test]
async fn what_another_window_changed_is_shown_before_it_is_sent() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.filled("2025年老旧小区改造资金拨付明细").await;
    let check = resident.get("/apply/check").await;
    resident.passes("/apply/matters", &[("matter-1", "2024年的拨付明细"), ("act", "next")]).await;
    let page = resident.post("/apply/check", &[("once", &check.field("once")), ("seen", &check.field("seen"))]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("还没有提交").shows("2024年的拨付明细");
    assert!(site.cases().await.is_empty());
}

#[tokio::test]
async fn several_organs_are_chosen_from_and_an_abolished_one_is_refused() {
    let site = Site::one().await;
    let east = site.another("DQ", "洛阳市西工区人民政府东区街道办事处").await;
    let gone = site.another("LJ", "洛阳市西工区人民政府老街街道办事处").await;
    site.abolish(gone.id).await;
    let mut resident = site.browser();
    let page = resident.get("/apply").await;
    page.shows("向哪个机关申请").shows("东区街道办事处").shows("已经撤销");
    let page = resident.post("/apply", &[("organ", "")]).await;
    assert_eq!(page.message("organ"), "请选择一项");
    let page = resident.post("/apply", &[("organ", "LJ")]).await;
    assert_eq!(page.message("organ"), "这个机关已经撤销，不能再向它提出申请");
    let page = resident.get("/o/LJ/apply").await;
    assert_eq!(page.status, StatusCode::GONE);
    page.shows("这个机关已经撤销");
    assert_eq!(resident.passes("/apply", &[("organ", "DQ")]).await.to, "/o/DQ/apply");
    resident.passes("/o/DQ/apply", &[("kind", "natural_person")]).await;
    let contact = resident.get("/apply/contact").await;
    contact.shows("东区街道办事处");
    resident.passes("/apply/contact", &person_fields()).await;
    resident.passes("/apply/matters", &[("matter-1", "2025年预算执行情况"), ("act", "next")]).await;
    resident.passes("/apply/reply", &[("form_wanted", "electronic"), ("reply_way", "site")]).await;
    let check = resident.get("/apply/check").await;
    check.shows("东区街道办事处");
    // Abolished while the form lay open: refused in words, nothing lost.
    site.abolish(east.id).await;
    let page = resident.post("/apply/check", &[("once", &check.field("once")), ("seen", &check.field("seen"))]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("这个机关已经撤销").shows("2025年预算执行情况");
    assert_eq!(resident.get("/o/NO/apply").await.status, StatusCode::NOT_FOUND);
}

/// 第二十八条: the channels an organ has opened, and how to ask where it has not.
#[tokio::test]
async fn an_organ_that_did_not_open_the_site_says_how_else() {
    let site = Site::one().await;
    site.settle(site.organ.id, |settings| settings.channels.clear()).await;
    let page = site.browser().get("/apply").await;
    page.shows("这个机关没有开通网上申请").shows("唐宫西路88号一楼大厅").shows("0379-5555 0100");
}

#[tokio::test]
async fn submissions_from_one_address_are_bounded_and_nothing_is_lost() {
    let site = Site::with(gongkai_web::Settings { submissions_per_hour: 1, ..Default::default() }).await;
    site.browser().applied("2025年老旧小区改造资金拨付明细").await;
    let mut resident = site.browser();
    resident.filled("2024年老旧小区改造资金拨付明细").await;
    let check = resident.get("/apply/check").await;
    let body = [("once", check.field("once")), ("seen", check.field("seen"))];
    let body: Vec<(&str, &str)> = body.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = resident.post("/apply/check", &body).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.headers.get("retry-after").is_some());
    page.shows("填写的内容已经保存").shows("0379-5555 0100").shows("2024年老旧小区改造资金拨付明细");
    // From another address it goes through at once.
    resident.address = "192.0.2.2".into();
    assert_eq!(resident.passes("/apply/check", &body).await.to, "/apply/done");
}

#[tokio::test]
async fn nothing_personal_stands_in_addresses_titles_or_stored_bytes() {
    let site = Site::one().await;
    let mut resident = site.browser();
    let (_, code) = resident.applied("张三丰要的2025年拨付明细").await;
    for entry in walk(site.office.data_dir()) {
        let bytes = std::fs::read(&entry).unwrap();
        for mark in [IDENTITY, "13812342046", "买买提", "拨付明细", &code.replace(' ', "")] {
            assert!(!bytes.windows(mark.len()).any(|window| window == mark.as_bytes()), "{mark} in {entry:?}");
        }
    }
    let title = resident.get("/apply/done").await;
    let title = title.body.split("<title>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!title.contains("买买提") && !title.contains("XG-"), "{title}");
}

fn walk(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        if entry.path().is_dir() { files.extend(walk(&entry.path())) } else { files.push(entry.path()) }
    }
    files
}
