//! Every sealed text and file is opened.

use super::{Subject, Verified};
use crate::Office;
use gongkai_storage::database::StorageError;
use gongkai_storage::vault::DataKey;
use gongkai_storage::{checking, files};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What was opened of a subject.
#[derive(Default)]
pub struct Opened {
    /// The data key, if it opens.
    pub key: Option<DataKey>,
    /// The texts.
    pub texts: BTreeMap<Uuid, String>,
}

/// Opens everything sealed under a subject.
pub async fn check(office: &Office, subject: &Subject, verified: &mut Verified) -> Result<Opened, StorageError> {
    let name = subject.name();
    let mut opened = Opened::default();
    verified.sealed += subject.sealed.len() as u64;
    verified.files += subject.files.len() as u64;
    let Some(row) = &subject.key else {
        if subject.request.is_some() || !subject.sealed.is_empty() || !subject.files.is_empty() {
            verified.found(format!("{name}，钥匙表 data_keys"), "这件的钥匙不见了，它的加密内容都打不开");
        }
        return Ok(opened);
    };
    let key = match office.ring().unwrap(row.id, &row.ring_key, &row.wrapped) {
        Ok(key) => key,
        Err(StorageError::Keys(why)) => {
            verified.found(format!("{name}，钥匙表 data_keys"), format!("钥匙串打不开这件的钥匙：{why}"));
            return Ok(opened);
        }
        Err(_) => {
            verified.found(format!("{name}，钥匙表 data_keys"), "这件的钥匙被改动过");
            return Ok(opened);
        }
    };
    for sealed in &subject.sealed {
        match key.open_stored(sealed) {
            Ok(text) if sealed.key_id == row.id => {
                opened.texts.insert(sealed.id, text);
            }
            _ => verified.found(
                format!("{name}，加密表 sealed 的 {}（{}）", sealed.id.as_simple(), sealed.place_field),
                "加密内容被改动过，或者不在原来的位置",
            ),
        }
    }
    for file in &subject.files {
        let place = format!("{name}，文件 {}", file.id.as_simple());
        if files::name(&key, file).is_err() {
            verified.found(place.clone(), "文件名的加密内容被改动过");
        }
        match office.files().get(&key, file).await {
            Ok(content) if i64::try_from(content.len()).ok() == Some(file.size) => {}
            Ok(_) => verified.found(place, "大小与记录不符"),
            // A draft may have been given up since its rows were read.
            Err(_) if !checking::file_is_there(&mut office.db().read().await?, file.id).await? => {}
            Err(StorageError::File(error)) => verified.found(place, format!("读不出来：{error}")),
            Err(_) => verified.found(place, "不在文件目录里，或者内容被改动过"),
        }
    }
    opened.key = Some(key);
    Ok(opened)
}
