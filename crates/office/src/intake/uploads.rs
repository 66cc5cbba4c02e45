//! Files handed in: few, not large, of kinds known by extension *and* content, never parsed.

use crate::Problem;
use crate::requests::{Upload, recognise};

/// What a file field lets a browser offer.
pub const ACCEPT: &str = ".jpg,.jpeg,.png,.pdf,.doc,.docx,.xls,.xlsx,.ofd";

/// How many and how large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadLimits {
    /// Most files of one request.
    pub files: usize,
    /// Most bytes of one file.
    pub each: u64,
    /// Most bytes of all together.
    pub together: u64,
}

impl UploadLimits {
    /// What the desk may attach to one act: more files than a request brings, no more bytes.
    pub fn desk() -> UploadLimits {
        UploadLimits { files: 20, ..UploadLimits::default() }
    }
}

impl Default for UploadLimits {
    fn default() -> Self {
        UploadLimits { files: 5, each: 20 * 1024 * 1024, together: 50 * 1024 * 1024 }
    }
}

/// The media types an extension may have.
fn media_of(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        // The old formats of Word and Excel share one container.
        "doc" | "xls" => "application/msword",
        "ofd" => "application/ofd",
        _ => return None,
    })
}

/// A file name as kept: without folders, control characters and what other systems cannot store, at most 100
/// characters, its extension kept.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control() && !"<>:\"|?*".contains(*c)).collect();
    let clean = clean.trim().trim_start_matches('.').to_owned();
    let clean = if clean.is_empty() { "附件".to_owned() } else { clean };
    if clean.chars().count() <= 100 {
        return clean;
    }
    match clean.rsplit_once('.') {
        Some((stem, extension)) if extension.chars().count() <= 5 => {
            format!("{}.{extension}", stem.chars().take(90).collect::<String>())
        }
        _ => clean.chars().take(100).collect(),
    }
}

/// Looks at number and sizes, beside those already there; gives the name as kept.
fn fit(upload: &Upload, already: &[u64], limits: UploadLimits) -> Result<String, Problem> {
    let name = safe_name(&upload.name);
    let size = upload.content.len() as u64;
    if already.len() >= limits.files {
        return Err(Problem::TooManyFiles(limits.files));
    }
    if size == 0 {
        return Err(Problem::EmptyFile(name));
    }
    if size > limits.each {
        return Err(Problem::FileTooBig { name, bytes: size, limit: limits.each });
    }
    if already.iter().sum::<u64>() + size > limits.together {
        return Err(Problem::FilesTooBig(limits.together));
    }
    Ok(name)
}

/// Lets a file of the desk in, beside those already there: known by its content, whatever its extension.
///
/// # Errors
/// The problem, naming the file.
pub fn admit_at_desk(upload: Upload, already: &[u64], limits: UploadLimits) -> Result<Upload, Problem> {
    let name = fit(&upload, already, limits)?;
    match recognise(&upload.content) {
        (found, true) => Ok(Upload { name, media_type: found.to_owned(), content: upload.content }),
        (_, false) => Err(Problem::FileKind(name)),
    }
}

/// Lets a file in, beside those already there (their sizes), or says why not.
///
/// # Errors
/// The problem, naming the file.
pub fn admit(upload: Upload, already: &[u64], limits: UploadLimits) -> Result<Upload, Problem> {
    let name = fit(&upload, already, limits)?;
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    let (found, safe) = recognise(&upload.content);
    match media_of(&extension) {
        None => Err(Problem::FileKind(name)),
        Some(expected) if expected == found && safe => {
            Ok(Upload { name, media_type: found.to_owned(), content: upload.content })
        }
        Some(_) => Err(Problem::FileUnsafe(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, content: &[u8]) -> Upload {
        Upload { name: name.into(), media_type: String::new(), content: content.to_vec() }
    }

    fn admitted(name: &str, content: &[u8], already: &[u64]) -> Result<Upload, Problem> {
        admit(file(name, content), already, UploadLimits::default())
    }

    #[test]
    fn extension_and_content_must_both_be_known_and_agree() {
        assert_eq!(admitted("院落照片.JPG", b"\xff\xd8\xff....", &[]).unwrap().media_type, "image/jpeg");
        assert_eq!(admitted("清单.exe", b"MZ", &[]), Err(Problem::FileKind("清单.exe".into())));
        assert_eq!(admitted("清单.exe", b"%PDF-1.7", &[]), Err(Problem::FileKind("清单.exe".into())));
        assert_eq!(admitted("附件1.pdf", b"MZ\x90", &[]), Err(Problem::FileUnsafe("附件1.pdf".into())));
        assert_eq!(
            admitted("附件1.docx", b"PK\x03\x04 word/document.xml word/vbaProject.bin", &[]),
            Err(Problem::FileUnsafe("附件1.docx".into()))
        );
    }

    #[test]
    fn the_desk_may_attach_what_is_known_by_its_content() {
        let desk = |name: &str, content: &[u8]| admit_at_desk(file(name, content), &[], UploadLimits::desk());
        assert_eq!(desk("名单.csv", "甲，乙".as_bytes()).unwrap().media_type, "text/plain");
        assert_eq!(desk("名单.pdf", b"MZ\x90"), Err(Problem::FileKind("名单.pdf".into())));
    }

    #[test]
    fn too_many_too_large_and_empty_files_are_told_by_name() {
        let large = vec![0; 20 * 1024 * 1024 + 1];
        let told = admitted("院落照片.jpg", &large, &[]).unwrap_err();
        assert!(matches!(told, Problem::FileTooBig { name, .. } if name == "院落照片.jpg"));
        assert_eq!(admitted("a.pdf", b"%PDF-", &[1; 5]), Err(Problem::TooManyFiles(5)));
        assert_eq!(admitted("a.pdf", b"", &[]), Err(Problem::EmptyFile("a.pdf".into())));
        let together = 50 * 1024 * 1024;
        assert_eq!(admitted("a.pdf", b"%PDF-1.7", &[together - 4]), Err(Problem::FilesTooBig(together)));
    }

    #[test]
    fn names_keep_no_folder_and_no_trick() {
        assert_eq!(safe_name("C:\\我的文档\\照片.jpg"), "照片.jpg");
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name("a\r\nSet-Cookie: x.pdf"), "aSet-Cookie x.pdf");
        assert!(safe_name(&format!("{}.pdf", "长".repeat(300))).ends_with(".pdf"));
    }
}
