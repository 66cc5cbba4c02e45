//! Identifiers. All are UUIDs made by the program (never by the database), ordered by the time of their making
//! (RFC 9562 version 7), each wrapped in a type of its own so that an organ cannot be passed for a person.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.as_simple().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

id! {
    /// An organ 行政机关: a node of the organ tree.
    OrganId;
    /// A person with an account at the desk 工作人员.
    PersonId;
    /// A request for disclosure 政府信息公开申请, one case.
    RequestId;
    /// One matter 申请事项 within a request.
    MatterId;
    /// A consultation of a third party or another organ.
    ConsultationId;
    /// A letter or other paper of a case.
    PaperId;
    /// A stored file.
    FileId;
    /// A text sealed in the vault: events hold this, never the words.
    SealedId;
    /// A remedy: one reconsideration or lawsuit.
    RemedyId;
    /// An annual report of one organ and year.
    ReportId;
    /// One recorded event.
    EventId;
}
