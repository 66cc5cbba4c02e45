//! Why a command could not be done: what happened, where, and what to do, with the exit status of `formats.md`.

use gongkai_office::Refusal;
use gongkai_office::operations::backup::BackupProblem;
use gongkai_office::operations::founding::FoundingRefused;
use gongkai_storage::database::StorageError;
use std::fmt;
use std::path::Path;

/// Exit statuses of what could not be done. Done is 0, done and something found is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Status {
    /// Wrong usage.
    Usage = 2,
    /// A bad input file.
    Input = 3,
    /// A setting that cannot be meant.
    Configuration = 4,
    /// Not allowed.
    NotAllowed = 5,
    /// Database or disk.
    Storage = 6,
    /// Something stands against it: it exists already, or somebody was first.
    Conflict = 7,
    /// Our fault.
    Fault = 70,
    /// Interrupted.
    Interrupted = 130,
}

/// Why a command could not be done.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Exit status.
    pub status: Status,
    what: String,
    place: String,
    remedy: String,
}

impl Failure {
    /// What happened, where (may be empty), what to do.
    pub fn new(
        status: Status,
        what: impl Into<String>,
        place: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Failure {
        Failure { status, what: what.into(), place: place.into(), remedy: remedy.into() }
    }

    /// Our fault, with a number under which the log has it.
    pub fn fault(why: &str) -> Failure {
        let number = gongkai_office::ids::code(8);
        tracing::error!(why, number, "fault");
        Failure::new(
            Status::Fault,
            format!("程序出了差错（出错编号 {number}）"),
            why,
            "请把出错编号和上面的输出交给维护人员；没有做完的事没有保存，可以再运行一次",
        )
    }

    /// A file that cannot be read.
    pub fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
        let remedy = match error.kind() {
            std::io::ErrorKind::NotFound => "请检查文件名和所在目录",
            std::io::ErrorKind::PermissionDenied => "请检查这个文件的读取权限",
            _ => "请检查这个文件和磁盘",
        };
        Failure::new(Status::Input, "读不了文件", path.display().to_string(), remedy)
    }

    /// The same with another exit status.
    pub fn with_status(self, status: Status) -> Failure {
        Failure { status, ..self }
    }

    /// A failure of the disk.
    pub fn disk(place: &Path, error: &std::io::Error) -> Failure {
        let what = format!("磁盘读写没有成功：{error}");
        Failure::new(Status::Storage, what, place.display().to_string(), "请检查磁盘空间和目录权限，然后再运行一次")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "错误：{}", self.what)?;
        for line in [&self.place, &self.remedy].into_iter().filter(|line| !line.is_empty()) {
            write!(f, "\n　　　{line}")?;
        }
        Ok(())
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Failure {
        match error {
            StorageError::Conflict(what) => {
                Failure::new(Status::Conflict, "刚才有别的操作先完成了", what, "请再运行一次")
            }
            StorageError::Unavailable(why) => Failure::new(
                Status::Storage,
                "数据库现在不能用，什么都没有改动",
                why,
                "请检查数据库是否在运行、磁盘是否已满、database.url 是否正确",
            ),
            StorageError::Damaged(what) => Failure::new(
                Status::Storage,
                "存储的内容读不出来",
                what,
                "请运行 gongkai verify 查明范围，并准备从备份恢复（gongkai restore）",
            ),
            StorageError::Keys(why) => Failure::new(
                Status::Configuration,
                "钥匙串不能用",
                why,
                "请把备份的 keys.json 放回数据目录（权限 0600）再运行；钥匙串不会自动重做",
            ),
            StorageError::File(error) => {
                Failure::new(Status::Storage, "磁盘读写没有成功", error.to_string(), "请检查磁盘空间和目录权限")
            }
            StorageError::Newer(version) => Failure::new(
                Status::Storage,
                "数据库比这个程序新",
                format!("数据库的版本是 {version}"),
                "请换用更新的程序；旧程序不会改动新的数据库",
            ),
            StorageError::Setting(what) => Failure::new(
                Status::Configuration,
                what,
                "database.url",
                "请改正后再运行；写法见 docs/operating/gongkai.toml",
            ),
            StorageError::Sql(error) => Failure::fault(&error.to_string()),
        }
    }
}

impl From<FoundingRefused> for Failure {
    fn from(refused: FoundingRefused) -> Failure {
        match refused {
            FoundingRefused::Exists => {
                Failure::new(Status::Conflict, "已经有机关了", "", "要建立下级机关，请加 --parent 上级机关全称")
            }
            FoundingRefused::Repeated(name) => Failure::new(
                Status::Conflict,
                format!("“{name}”已经建立过"),
                "--organ",
                "不需要再做一次；要改动请在机关设置里改",
            ),
            FoundingRefused::NoParent(name) => Failure::new(
                Status::Usage,
                format!("没有“{name}”这个机关"),
                "--parent",
                "请写上级机关的全称，和建立时一样",
            ),
            FoundingRefused::NotDemonstration => Failure::new(
                Status::NotAllowed,
                "这个数据目录用于正式办理，不能改作演示",
                "--demo",
                "请另选一个空的数据目录（--data）",
            ),
            FoundingRefused::Refused(refusal) => refusal.into(),
        }
    }
}

impl From<BackupProblem> for Failure {
    fn from(problem: BackupProblem) -> Failure {
        let of = |status, what: &str, remedy: &str| Failure::new(status, what, "", remedy);
        match problem {
            BackupProblem::ShortPassphrase => {
                of(Status::Usage, "备份口令太短", "请用至少 15 个字符的口令，并和备份分开保存")
            }
            BackupProblem::Exists(path) => Failure::new(
                Status::Conflict,
                "已经有这个文件，备份不会覆盖它",
                path.display().to_string(),
                "请换一个文件名，例如带上日期",
            ),
            BackupProblem::NotABackup => of(Status::Input, "这个文件不是 gongkai 的备份", "请检查文件名"),
            BackupProblem::Unopened => of(
                Status::Input,
                "备份打不开：口令不对，或者文件不完整、被改动过",
                "请检查口令；口令没错的，请换另一份备份",
            ),
            BackupProblem::OtherTables(theirs, ours) => Failure::new(
                Status::Input,
                "备份是别的版本的程序做的",
                format!("备份的表是第 {theirs} 版，这个程序是第 {ours} 版"),
                "请用做备份的那个版本的程序恢复，再用新的程序运行 gongkai migrate",
            ),
            BackupProblem::NotEmpty => of(
                Status::Conflict,
                "数据库里已经有内容，没有恢复",
                "请用 --data 指一个空的目录；用 PostgreSQL 的，请另建一个空的库",
            ),
            BackupProblem::Storage(error) => error.into(),
            BackupProblem::File(error) => {
                of(Status::Storage, &format!("文件读写没有成功：{error}"), "请检查文件名、磁盘空间和权限")
            }
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        match refusal {
            Refusal::NotFound => Failure::new(Status::Usage, "没有找到", "", "请检查机关名称和编号"),
            Refusal::Denied(denied) => {
                Failure::new(Status::NotAllowed, gongkai_web::parts::words::denied(&denied), "", "请由有权限的人办理")
            }
            Refusal::Rule(rule) => {
                Failure::new(Status::NotAllowed, gongkai_web::parts::words::refused(&rule), "", "请按规定办理后再运行")
            }
            Refusal::Invalid(fields) => {
                let words = |(field, problem): &(String, gongkai_office::Problem)| {
                    gongkai_web::parts::words::problem(field, problem)
                };
                let what = fields.iter().map(words).collect::<Vec<_>>().join("；");
                let place = fields.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>().join("、");
                Failure::new(Status::Usage, what, place, "请改正后再运行")
            }
            Refusal::Conflict { .. } => Failure::new(Status::Conflict, "刚才有别的操作先完成了", "", "请再运行一次"),
            Refusal::Repeated { .. } => Failure::new(Status::Conflict, "这件事已经做过", "", "不需要再做一次"),
            Refusal::AlreadySent { label } => {
                Failure::new(Status::Conflict, format!("已经提交过（编号 {label}）"), "", "不需要再做一次")
            }
            Refusal::Overtaken(why) => StorageError::Conflict(why).into(),
            Refusal::Unavailable(why) => StorageError::Unavailable(why).into(),
            Refusal::Fault(why) => Failure::fault(&why),
        }
    }
}
