//! The operator's fonts folder: its faces come before those the program carries, and one that cannot be read is told.

use gongkai_office::Office;
use std::path::Path;

#[tokio::test]
async fn papers_are_set_with_the_operators_fonts_in_front_of_our_own() {
    let dir = tempfile::tempdir().unwrap();
    let office = Office::open(dir.path(), None).await.unwrap();
    let (families, own) = (office.fonts().families(), format!("{:?}", *office.fonts()));
    assert!(families.iter().any(|family| family == "Noto Serif SC"), "those the program carries: {families:?}");

    let folder = dir.path().join("fonts");
    assert!(office.use_fonts(&folder).is_err(), "a folder that is not there is told, and the old ones stay");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("说明.txt"), "不是字体").unwrap();
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("../documents/fonts/NotoSansSC-Medium.ttf");
    std::fs::copy(font, folder.join("licensed.ttf")).unwrap();
    office.use_fonts(&folder).unwrap();
    assert_ne!(format!("{:?}", *office.fonts()), own, "one face more, and ours behind it");
    assert_eq!(office.fonts().families(), families, "the same families, so that every paper still has its faces");

    std::fs::write(folder.join("broken.otf"), b"no font").unwrap();
    let error = office.use_fonts(&folder).unwrap_err().to_string();
    assert!(error.contains("broken.otf"), "{error}");
    assert!(office.fonts().families().iter().any(|family| family == "Noto Serif SC"), "the ones in use stay in use");
}
