//! Personal data in numbers and texts: what is a sound identity number, what is shown of it at the desk, and where such
//! data stand in a text.
//!
//! Findings carry values and no words: the pages turn them into sentences. Nothing here logs or keeps what it is given.

mod credit_code;
mod find;
mod identity;
mod mask;
mod number;
mod phone;

pub use credit_code::{CreditCode, CreditCodeFinding};
pub use find::{Finding, PersonalDataKind, find_personal_data, mask_text, mask_text_and, title_from};
pub use identity::{IdentityFinding, IdentityNumber};
pub use mask::{mask_bank_card, mask_document_number, mask_email, mask_identity_number, mask_name, mask_phone};
pub use number::normalise_number;
pub use phone::{PhoneFinding, check_phone};
