//! The level of an organ as its name shows it. Where a name leaves a doubt there is no level: it is asked for
//! (`--level`), never inferred from figures.

use gongkai_rules::reporting::exchange::Level;

/// The level that a name shows.
pub(in crate::reading) fn level_of(organ: &str) -> Option<Level> {
    let name: String = organ.chars().filter(|c| !c.is_whitespace()).collect();
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    if ends(&["街道办事处", "街道", "街道办"]) {
        return Some(Level::Subdistrict);
    }
    if ends(&["镇人民政府", "乡人民政府", "民族乡人民政府", "镇政府", "乡政府", "镇", "乡", "苏木人民政府"])
    {
        return Some(Level::Town);
    }
    if ends(&["国务院"]) {
        return Some(Level::Central);
    }
    let body = name.strip_suffix("人民政府").or_else(|| name.strip_suffix("政府"));
    if let Some(place) = body {
        return government(place);
    }
    let department = [
        "局",
        "委员会",
        "办公室",
        "办公厅",
        "厅",
        "部",
        "委",
        "署",
        "总局",
        "中心",
        "管委会",
        "分局",
        "支队",
        "大队",
        "所",
        "办",
        "院",
        "行政执法队",
        "管理处",
    ];
    if ends(&["学校", "医院", "大学", "学院", "公司", "集团"]) {
        return Some(Level::AuthorisedOrganisation);
    }
    ends(&department).then_some(Level::Department)
}

fn government(place: &str) -> Option<Level> {
    if ["北京市", "上海市", "天津市", "重庆市"].contains(&place) || place.ends_with('省') || place.ends_with("自治区")
    {
        return Some(Level::Province);
    }
    if place.ends_with("自治州") || place.ends_with('盟') || place.ends_with("地区") {
        return Some(Level::City);
    }
    if place.ends_with(['县', '区', '旗']) || place.ends_with("自治县") {
        return Some(Level::County);
    }
    let inner = place.strip_suffix('市')?;
    // 某市某市: a county-level city under its prefecture. A single 某市 may be either.
    if inner.contains('市') || inner.contains('州') && inner.contains("自治州") {
        return Some(Level::County);
    }
    CITIES.split_whitespace().any(|city| city == inner || inner.ends_with(&format!("省{city}"))).then_some(Level::City)
}

/// 设区的市, from the division data (see data/divisions).
const CITIES: &str = include_str!("../../../data/cities.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_show_their_level_or_none() {
        for (name, level) in [
            ("西工区西工街道办事处", Some(Level::Subdistrict)),
            ("某县某镇人民政府", Some(Level::Town)),
            ("洪泽区人民政府", Some(Level::County)),
            ("上海市人民政府", Some(Level::Province)),
            ("上海市人民政府办公厅", Some(Level::Department)),
            ("洛阳市人民政府", Some(Level::City)),
            ("洛阳市偃师市人民政府", Some(Level::County)),
            ("某某市人民政府", None),
            ("某县民政局", Some(Level::Department)),
        ] {
            assert_eq!(level_of(name), level, "{name}");
        }
    }
}
